using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Floor;

/// <summary>One table with its area and its live code, as the editor and the sheet need it.</summary>
internal sealed record PlannedTable(
    Guid Id, string Number, int Seats, int Sort, bool InUse, Guid AreaId, Guid? CodeId, DateTimeOffset? CodeIssuedAt);

/// <summary>One table with what its code needs.</summary>
internal sealed record CodedTable(BranchInfo Branch, Guid Id, string Number, Guid? CodeId);

internal sealed record PlannedArea(Guid Id, string Name, int Sort, bool InUse, IReadOnlyList<PlannedTable> Tables);

internal sealed record Plan(RestaurantInfo Restaurant, BranchInfo Branch, IReadOnlyList<PlannedArea> Areas)
{
    public IEnumerable<PlannedTable> InUse => Areas.SelectMany(a => a.Tables).Where(t => t.InUse);
}

/// <summary>
/// The whole plan of one branch, which the scope allows; a person of all branches names one by its key.
/// </summary>
internal sealed class FloorPlan(RestpyDb db, WorkScope scope, RestaurantDirectory restaurants)
{
    public async Task<BranchInfo?> BranchAsync(string? key, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        var open = restaurant.Branches.Where(b => scope.BranchId is null || b.Id == scope.BranchId).ToList();
        return string.IsNullOrEmpty(key) ? open.FirstOrDefault() : open.FirstOrDefault(b => b.Key == key);
    }

    public async Task<BranchInfo?> BranchAsync(Guid id, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        return restaurant.Branches.FirstOrDefault(
            b => b.Id == id && (scope.BranchId is null || b.Id == scope.BranchId));
    }

    /// <summary>
    /// One table in use with its live code, in one query: a list asks for the picture of each of its tables.
    /// </summary>
    public async Task<CodedTable?> TableAsync(Guid id, CancellationToken ct)
    {
        var row = await db.Set<Table>().Where(t => t.Id == id && t.OutOfUseAt == null).Select(t => new
        {
            t.BranchId, t.Number,
            CodeId = db.Set<TableCode>().Where(c => c.TableId == t.Id && c.RevokedAt == null).Select(c => (Guid?)c.Id)
            .FirstOrDefault(),
        }).FirstOrDefaultAsync(ct);
        return row is not null
            && await BranchAsync(row.BranchId, ct) is { } branch ? new(branch, id, row.Number, row.CodeId) : null;
    }

    public async Task<Plan?> OfAsync(string? branchKey, CancellationToken ct)
    {
        if (await BranchAsync(branchKey, ct) is not { } branch) return null;
        var areas = await db.Set<Area>().AsNoTracking().Where(a => a.BranchId == branch.Id).OrderBy(a => a.Sort)
            .ThenBy(a => a.Name).ToListAsync(ct);
        var tables = await db.Set<Table>().AsNoTracking().Where(t => t.BranchId == branch.Id).OrderBy(t => t.Sort)
            .ThenBy(t => t.Number).ToListAsync(ct);
        var codes = await db.Set<TableCode>().AsNoTracking().Where(c => c.BranchId == branch.Id && c.RevokedAt == null)
            .ToDictionaryAsync(c => c.TableId, ct);
        var byArea = tables.ToLookup(t => t.AreaId);
        return new(await restaurants.GetAsync(scope.Restaurant, ct), branch, [.. areas.Select(a => new PlannedArea(
            a.Id, a.Name, a.Sort, a.OutOfUseAt is null,
            [.. byArea[a.Id]
                .Select(t => new PlannedTable(t.Id, t.Number, t.Seats, t.Sort, t.OutOfUseAt is null, a.Id,
                    codes.GetValueOrDefault(t.Id)?.Id, codes.GetValueOrDefault(t.Id)?.IssuedAt))]))]);
    }

    /// <summary>
    /// Makes changes of one branch's floor wait for each other, so that two people cannot give one number twice.
    /// </summary>
    public static async Task TakeTurnAsync(UnitOfWork work, Guid branchId, CancellationToken ct) =>
        await work.NextAsync("floor-change", branchId.ToString("N"), ct);

}
