using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.OpenRestaurant;

namespace Restpy.Tenancy.NewRestaurant;

/// <param name="CommandId">Also the new restaurant's id, so that a repeat finds the first answer.</param>
/// <param name="Here">The installation's address, for the owner's link; null where it has none.</param>
internal sealed record NewRestaurantRequest(
    Guid CommandId, RestaurantFacts Restaurant, BranchFacts Branch, NewOwner Owner, Uri? Here);

internal sealed record NewRestaurantAnswer(Guid Id, string Slug);

/// <summary>Opens a restaurant with its first branch and invites its owner, in one transaction.</summary>
internal sealed class NewRestaurantHandler(
    RestpyDb db, WorkScope scope, TenancyRules rules, IOwnerInvitations owners, IEnumerable<IBranchStart> starts)
{
    public async Task<Outcome<NewRestaurantAnswer>> HandleAsync(
        NewRestaurantRequest request, Actor actor, CancellationToken ct)
    {
        var (facts, branch) = (request.Restaurant, request.Branch);
        if (Done.IfAll(rules.Check(facts), rules.Check(branch, facts.Country)) is { Error: { } wrong }) return wrong;
        // From here on, so that the stored answer of the command is found in the restaurant it made.
        scope.Enter(request.CommandId, null, actor);
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"tenancy:slug:{facts.Slug}", ct);
        if (await db.Set<Restaurant>().AnyAsync(r => r.Slug == facts.Slug || r.Id == request.CommandId, ct))
            return new SlugTaken(facts.Slug) { Field = nameof(facts.Slug) };
        var restaurant = Restaurant.Open(request.CommandId, facts, db.Time.GetUtcNow());
        db.Add(restaurant);
        var first = Branch.Open(TenancyRules.NamesOf(branch.Name, []), branch);
        db.Add(first);
        foreach (var start in starts) await start.StartAsync(first.Id, null, ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(branch.TimeZone);
        if (owners.Invite(request.Owner, facts.Name, zone, request.Here, actor)
            is { Ok: false } refused) return refused.Error;
        db.Act("tenancy.restaurant-opened", nameof(Restaurant), restaurant.Id, restaurant.Name);
        return await work.SaveAsync(new NewRestaurantAnswer(restaurant.Id, restaurant.Slug), ct);
    }
}
