using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Floor.OutOfUse;

/// <param name="InUse">True puts the table back on the floor.</param>
internal sealed record TakeTableOutRequest(Guid Id, bool InUse);

/// <summary>
/// A table leaves the floor, unless guests sit at it; its orders and bills keep naming it, and it can come back.
/// </summary>
internal sealed class TakeTableOutHandler(RestpyDb db, IEnumerable<ITableGuests> guests)
{
    public async Task<Outcome<Done>> HandleAsync(TakeTableOutRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var table = await db.Set<Table>().FirstOrDefaultAsync(t => t.Id == request.Id, ct);
        if (table is null) return new NotFound("table");
        await FloorPlan.TakeTurnAsync(work, table.BranchId, ct);
        if (await MayAsync(table, request.InUse, ct) is { Error: { } refused }) return refused;
        if (request.InUse) table.PutBackInUse();
        else table.TakeOutOfUse(db.Time.GetUtcNow());
        db.Act(request.InUse ? "floor.table-put-back" : "floor.table-taken-out", table, $"Table {table.Number}");
        db.Publish(request.InUse ? new TablePutBack(table.Id) : new TableTakenOut(table.Id));
        if (!request.InUse) db.Publish(new CodesEnded(table.Id, table.BranchId));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<Outcome<Done>> MayAsync(Table table, bool inUse, CancellationToken ct)
    {
        if (!inUse)
        {
            foreach (var module in guests)
                if (await module.SitAtAsync(table.Id, ct)) return new TableIsOccupied(table.Number);
            return Done.It;
        }
        var others = await db.Set<Table>().AsNoTracking()
            .Where(t => t.BranchId == table.BranchId && t.Id != table.Id && t.OutOfUseAt == null).Select(t => t.Number)
            .ToListAsync(ct);
        if (others.Any(n => FloorRules.Same(n, table.Number))) return new TableNumberTaken(table.Number);
        var area = await db.Set<Area>().AsNoTracking().FirstAsync(a => a.Id == table.AreaId, ct);
        return area.OutOfUseAt is null ? Done.It : new AreaOutOfUse(area.Name);
    }
}
