using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Suspend;

/// <param name="Why">Shown to the restaurant's people; null reopens it.</param>
internal sealed record SuspendRestaurantRequest(Guid Id, string? Why);

internal sealed record SuspendReasonMissing(int Max) : Error(ErrorKind.Invalid);

/// <summary>
/// Suspends a restaurant or lets it trade again. Open bills can be settled all the time; nothing new begins.
/// </summary>
internal sealed class SuspendRestaurantHandler(RestpyDb db, WorkScope scope, RestaurantDirectory restaurants)
{
    public const int LongestWhy = 200;

    public async Task<Outcome<Done>> HandleAsync(SuspendRestaurantRequest request, Actor actor, CancellationToken ct)
    {
        var why = CleanText.Line(request.Why);
        if (request.Why is not null && why.Length is 0 or > LongestWhy)
            return new SuspendReasonMissing(LongestWhy) { Field = "Why" };
        // Its own log has the entry, and its nodes hear of the change.
        scope.Enter(request.Id, null, actor);
        await using var work = await db.BeginAsync(ct);
        if (await db.Set<Restaurant>()
            .FirstOrDefaultAsync(r => r.Id == request.Id && !r.IsCanary, ct) is not { } restaurant)
            return new NotFound("restaurant");
        if (request.Why is null) restaurant.Reopen();
        else restaurant.Suspend(why, db.Time.GetUtcNow());
        db.Act(request.Why is null ? "tenancy.restaurant-reopened"
            : "tenancy.restaurant-suspended", nameof(Restaurant), restaurant.Id, restaurant.Name, request.Why is null
            ? null : why);
        db.Publish(new RestaurantChanged(restaurant.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(request.Id);
        return saved;
    }
}
