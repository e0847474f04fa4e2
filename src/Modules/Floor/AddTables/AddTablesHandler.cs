using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.AddTables;

/// <param name="Number">Of the first table; the others count on from it.</param>
internal sealed record AddTablesRequest(Guid AreaId, string? Number, int Seats, int HowMany = 1);

/// <summary>Puts tables into an area, each with its QR code.</summary>
internal sealed class AddTablesHandler(RestpyDb db)
{
    public const int MostAtOnce = 60;

    public async Task<Outcome<int>> HandleAsync(AddTablesRequest request, CancellationToken ct)
    {
        var first = CleanText.Line(request.Number);
        if (Done.IfAll(FloorRules.Number(first), FloorRules.Seats(request.Seats)) is { Error: { } wrong }) return wrong;
        if (request.HowMany is < 1 or > MostAtOnce) return new TablesAtOnceOutOfRange(MostAtOnce) { Field = "HowMany" };
        if (TableNumbers.From(first, request.HowMany) is not { } numbers)
            return new TableNumberHasNoDigits(first) { Field = "Number" };
        if (FloorRules.Number(numbers[^1]) is { Error: { } tooLong }) return tooLong;
        await using var work = await db.BeginAsync(ct);
        var area = await db.Set<Area>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == request.AreaId, ct);
        if (area is null) return new NotFound("area") { Field = "AreaId" };
        if (area.OutOfUseAt is not null) return new AreaOutOfUse(area.Name) { Field = "AreaId" };
        await FloorPlan.TakeTurnAsync(work, area.BranchId, ct);
        var others = await db.Set<Table>().AsNoTracking().Where(t => t.BranchId == area.BranchId).ToListAsync(ct);
        var taken = others.Where(t => t.OutOfUseAt is null).Select(t => t.Number)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (numbers.FirstOrDefault(taken.Contains) is { } known)
            return new TableNumberTaken(known) { Field = "Number" };
        var sort = others.Where(t => t.AreaId == area.Id).Select(t => t.Sort).DefaultIfEmpty(0).Max();
        var now = db.Time.GetUtcNow();
        foreach (var number in numbers)
        {
            var table = Table.Place(area, number, request.Seats, sort = Math.Min(Area.LastSort, sort + 10));
            db.Add(table);
            db.Add(TableCode.Issue(table, now));
        }
        var label = numbers.Count == 1 ? $"Table {first}" : $"Tables {numbers[0]}–{numbers[^1]}";
        db.Act("floor.tables-added", area, label);
        db.Publish(new TablesAdded(area.Id, area.BranchId));
        return await work.SaveAsync(numbers.Count, ct);
    }
}
