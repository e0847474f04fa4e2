using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.Areas;

internal sealed record EditAreaRequest(Guid Id, long Version, string? Name, int Sort);

internal sealed class EditAreaHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(EditAreaRequest request, CancellationToken ct)
    {
        var name = CleanText.Line(request.Name);
        if (Done.IfAll(FloorRules.AreaName(name), FloorRules.Sort(request.Sort)) is { Error: { } wrong }) return wrong;
        await using var work = await db.BeginAsync(ct);
        var area = await db.Set<Area>().FirstOrDefaultAsync(a => a.Id == request.Id, ct);
        if (area is null) return new NotFound("area");
        if (area.Version != request.Version) return new ChangedMeanwhile();
        await FloorPlan.TakeTurnAsync(work, area.BranchId, ct);
        var others = await db.Set<Area>().AsNoTracking()
            .Where(a => a.BranchId == area.BranchId && a.Id != area.Id && a.OutOfUseAt == null).ToListAsync(ct);
        if (others.Any(a => FloorRules.Same(a.Name, name))) return new AreaNameTaken(name) { Field = "Name" };
        area.Edit(name, request.Sort);
        db.Act("floor.area-edited", area, name);
        db.Publish(new AreaEdited(area.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
