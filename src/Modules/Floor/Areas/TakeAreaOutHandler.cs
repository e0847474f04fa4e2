using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.Areas;

/// <param name="InUse">True puts the area back in use.</param>
internal sealed record TakeAreaOutRequest(Guid Id, bool InUse);

/// <summary>An area leaves the floor once no table in use stands in it; it can come back.</summary>
internal sealed class TakeAreaOutHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(TakeAreaOutRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var area = await db.Set<Area>().FirstOrDefaultAsync(a => a.Id == request.Id, ct);
        if (area is null) return new NotFound("area");
        await FloorPlan.TakeTurnAsync(work, area.BranchId, ct);
        var tables = await db.Set<Table>().CountAsync(t => t.AreaId == area.Id && t.OutOfUseAt == null, ct);
        if (!request.InUse && tables > 0) return new AreaHasTables(tables);
        if (request.InUse && await db.Set<Area>()
            .AnyAsync(a => a.BranchId == area.BranchId && a.Id != area.Id && a.OutOfUseAt == null
                && a.Name == area.Name, ct))
            return new AreaNameTaken(area.Name);
        if (request.InUse) area.PutBackInUse();
        else area.TakeOutOfUse(db.Time.GetUtcNow());
        db.Act(request.InUse ? "floor.area-put-back" : "floor.area-taken-out", area, area.Name);
        db.Publish(request.InUse ? new AreaPutBack(area.Id) : new AreaTakenOut(area.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
