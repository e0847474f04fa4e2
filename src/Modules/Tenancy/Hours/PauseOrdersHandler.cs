using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Branches;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Hours;

/// <param name="Minutes">For how long; 0 takes orders again.</param>
public sealed record PauseOrdersRequest(Guid CommandId, int Minutes);

internal sealed record PauseOutOfRange(int Max) : Error(ErrorKind.Invalid);

/// <summary>Stops guests' orders for a while, or takes them again: one tap for a kitchen that cannot keep up.</summary>
internal sealed class PauseOrdersHandler(RestpyDb db, BranchFinder desk, RestaurantDirectory restaurants)
{
    private const int Longest = 24 * 60;

    public async Task<Outcome<Done>> HandleAsync(Guid branchId, int minutes, CancellationToken ct)
    {
        if (minutes is < 0 or > Longest) return new PauseOutOfRange(Longest) { Field = "minutes" };
        await using var work = await db.BeginAsync(ct);
        if (!await work.LockAsync<Branch>(branchId, ct) || await desk.FindAsync(branchId, ct) is not { } branch)
            return new NotFound("branch");
        if (minutes == 0) branch.Resume();
        else branch.Pause(db.Time.GetUtcNow().AddMinutes(minutes));
        db.Act(minutes == 0 ? "tenancy.orders-resumed" : "tenancy.orders-paused", branch, minutes == 0 ? branch.Name
            : $"{branch.Name}, {minutes} min");
        db.Publish(minutes == 0 ? new OrdersResumed(branch.Id) : new OrdersPaused(branch.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }
}
