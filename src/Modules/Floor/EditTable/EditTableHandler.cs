using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.EditTable;

internal sealed record EditTableRequest(Guid Id, long Version, Guid AreaId, string? Number, int Seats, int Sort);

internal sealed class EditTableHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(EditTableRequest request, CancellationToken ct)
    {
        var number = CleanText.Line(request.Number);
        var fits = Done.IfAll(
            FloorRules.Number(number), FloorRules.Seats(request.Seats), FloorRules.Sort(request.Sort));
        if (!fits.Ok) return fits.Error;
        await using var work = await db.BeginAsync(ct);
        var table = await db.Set<Table>().FirstOrDefaultAsync(t => t.Id == request.Id, ct);
        if (table is null) return new NotFound("table");
        if (table.Version != request.Version) return new ChangedMeanwhile();
        var area = await db.Set<Area>().AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == request.AreaId && a.BranchId == table.BranchId, ct);
        if (area is null) return new NotFound("area") { Field = "AreaId" };
        if (area.OutOfUseAt is not null && area.Id != table.AreaId)
            return new AreaOutOfUse(area.Name) { Field = "AreaId" };
        await FloorPlan.TakeTurnAsync(work, table.BranchId, ct);
        if (table.OutOfUseAt is null && await TakenAsync(table, number, ct))
            return new TableNumberTaken(number) { Field = "Number" };
        table.Edit(area, number, request.Seats, request.Sort);
        db.Act("floor.table-edited", table, $"Table {number}");
        db.Publish(new TableEdited(table.Id));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<bool> TakenAsync(Table table, string number, CancellationToken ct)
    {
        var others = await db.Set<Table>().AsNoTracking()
            .Where(t => t.BranchId == table.BranchId && t.Id != table.Id && t.OutOfUseAt == null).Select(t => t.Number)
            .ToListAsync(ct);
        return others.Any(n => FloorRules.Same(n, number));
    }
}
