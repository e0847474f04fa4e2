using Microsoft.EntityFrameworkCore;
using Restpy.Floor.AddTables;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.StartFloor;

/// <param name="Area">Its name.</param>
/// <param name="Tables">How many stand there.</param>
/// <param name="Seats">At each of them.</param>
internal sealed record StartedArea(string? Area, int Tables, int Seats);

internal sealed record StartFloorRequest(Guid BranchId, IReadOnlyList<StartedArea> Areas);

internal sealed record NoAreaNamed() : Error(ErrorKind.Invalid);

/// <summary>Lays out a whole floor in one step: areas, their tables numbered through, and a QR code for each.</summary>
internal sealed class StartFloorHandler(RestpyDb db, FloorPlan plan)
{
    public async Task<Outcome<int>> HandleAsync(StartFloorRequest request, CancellationToken ct)
    {
        var wanted = request.Areas.Select(a => a with { Area = CleanText.Line(a.Area) }).Where(a => a.Area!.Length > 0)
            .ToList();
        if (Check(wanted) is { Error: { } wrong }) return wrong;
        if (await plan.BranchAsync(request.BranchId, ct) is null) return new NotFound("branch");
        await using var work = await db.BeginAsync(ct);
        await FloorPlan.TakeTurnAsync(work, request.BranchId, ct);
        var areas = await db.Set<Area>().AsNoTracking().Where(a => a.BranchId == request.BranchId).ToListAsync(ct);
        var taken = (await db.Set<Table>().AsNoTracking()
            .Where(t => t.BranchId == request.BranchId && t.OutOfUseAt == null).Select(t => t.Number).ToListAsync(ct))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (next, sort) = (1, areas.Select(a => a.Sort).DefaultIfEmpty(0).Max());
        foreach (var one in wanted)
        {
            if (areas.Any(a => a.OutOfUseAt is null && FloorRules.Same(a.Name, one.Area!)))
                return new AreaNameTaken(one.Area!) { Field = "Areas" };
            var area = Area.Open(request.BranchId, one.Area!, sort = Math.Min(Area.LastSort, sort + 10));
            db.Add(area);
            db.Act("floor.area-added", area, area.Name);
            for (var i = 1; i <= one.Tables; i++)
            {
                while (taken.Contains($"{next}")) next++;
                var table = Table.Place(area, $"{next++}", one.Seats, i * 10);
                db.Add(table);
                db.Add(TableCode.Issue(table, db.Time.GetUtcNow()));
            }
        }
        var count = wanted.Sum(a => a.Tables);
        db.Publish(new TablesAdded(request.BranchId, request.BranchId));
        return await work.SaveAsync(count, ct);
    }

    private static Outcome<Done> Check(List<StartedArea> wanted)
    {
        if (wanted.Count == 0) return new NoAreaNamed { Field = "Areas" };
        foreach (var one in wanted)
        {
            if (Done.IfAll(FloorRules.AreaName(one.Area!), FloorRules.Seats(one.Seats)) is { Error: { } wrong })
                return wrong with { Field = "Areas" };
            if (one.Tables is < 1 or > AddTablesHandler.MostAtOnce)
                return new TablesAtOnceOutOfRange(AddTablesHandler.MostAtOnce) { Field = "Areas" };
        }
        return wanted.DistinctBy(a => a.Area, StringComparer.OrdinalIgnoreCase).Count() < wanted.Count
            ? new AreaNameTaken(wanted[0].Area!) { Field = "Areas" } : Done.It;
    }
}
