using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Branches;

/// <param name="Like">A branch whose settings, stations, prices and sold-out dishes the new one starts with; null for
/// none.</param>
internal sealed record OpenBranchRequest(BranchFacts Facts, Guid? Like);

internal sealed record OpenedBranch(Guid Id, string Key);

/// <summary>Adds a branch to the restaurant; other modules copy what is theirs in the same transaction.</summary>
internal sealed class OpenBranchHandler(
    RestpyDb db, TenancyRules rules, RestaurantDirectory restaurants, IEnumerable<IBranchStart> starts)
{
    public async Task<Outcome<OpenedBranch>> HandleAsync(OpenBranchRequest request, CancellationToken ct)
    {
        var restaurant = await db.Set<Restaurant>().AsNoTracking().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
        if (rules.Check(request.Facts, restaurant.Country) is { Error: { } wrong }) return wrong;
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("tenancy:branches", ct);
        var others = await db.Set<Branch>().ToListAsync(ct);
        var branch = Branch.Open(TenancyRules.NamesOf(
            request.Facts.Name, [.. others.Select(o => new BranchNames(o.Key, o.Code))]), request.Facts);
        if (request.Like is { } like)
        {
            if (others.FirstOrDefault(o => o.Id == like && o.ClosedAt is null) is not { } model)
                return new NotFound("branch") { Field = "Like" };
            branch.CopySettings(model);
        }
        db.Add(branch);
        foreach (var start in starts) await start.StartAsync(branch.Id, request.Like, ct);
        db.Act("tenancy.branch-opened", branch, branch.Name);
        db.Publish(new BranchOpened(branch.Id));
        var saved = await work.SaveAsync(new OpenedBranch(branch.Id, branch.Key), ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }
}
