using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu;

/// <summary>How a change of the menu itself, the same for all branches, is made and told.</summary>
internal static class MenuChangePublisher
{
    /// <summary>
    /// One editor at a time in a restaurant: two who add the same code meet here, not at the unique index.
    /// </summary>
    public static Task<long> EditAsync(UnitOfWork work, CancellationToken ct) => work.NextAsync("menu", "edit", ct);

    /// <summary>One event for each branch: an event in a branch's scope is heard by that branch alone.</summary>
    /// <param name="of">The event of one branch, by the branch's id.</param>
    public static void Tell(RestpyDb db, RestaurantInfo restaurant, Func<Guid, MenuEvent> of)
    {
        foreach (var branch in restaurant.Branches) db.Publish(of(branch.Id));
    }
}
