using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.ApproveRound;

/// <param name="Accept">Yes sends the waiting lines to the kitchen; no rejects them with the reason.</param>
public sealed record ApproveRoundRequest(Guid CommandId, bool Accept, string? Reason);

public sealed record ApproveRoundAnswer(Guid OrderId, int Lines, IReadOnlyList<int> Kots);

internal sealed record NothingWaits() : Error(ErrorKind.Conflict);

/// <summary>
/// The tap of the restaurant that a guest's first order waits for. Later rounds of that order go straight to the
/// kitchen.
/// </summary>
internal sealed class ApproveRoundHandler(RestpyDb db, OrderFinder orders, Stock stock, RestaurantDirectory restaurants)
{
    public async Task<Outcome<ApproveRoundAnswer>> HandleAsync(
        Guid orderId, ApproveRoundRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        if (order.MayTakeLines() is { Ok: false } closed) return closed.Error;
        var waiting = await db.Set<OrderLine>().Where(l => l.OrderId == orderId && l.State == LineState.Waiting)
            .OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort).ToListAsync(ct);
        if (waiting.Count == 0) return new NothingWaits();
        var now = db.Time.GetUtcNow();
        IReadOnlyList<Kot> kots = [];
        if (request.Accept)
        {
            var taken = await stock.TakeAsync(
                waiting.GroupBy(l => l.ItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity)), ct);
            if (!taken.Ok) return taken.Error;
            order.ServedBy(actor.PersonId ?? Guid.Empty, actor.Name);
            kots = await KitchenSender.SendAsync(db, work, order, waiting, actor.Name, ct);
            var branch = await restaurants.BranchAsync(db.Scope.Restaurant, order.BranchId, ct);
            if (order.Channel == OrderChannel.Pickup) order.Promise(PickupTime.At(now, branch.PickupMinutes));
        }
        else
        {
            var reason = CleanText.Line(request.Reason);
            foreach (var line in waiting) line.Reject(actor.Name, reason, now);
            if (order.Kots == 0)
            {
                if (order.Cancel(reason, now) is { Error: { } refused }) return refused;
                await db.FreeJoinedAsync(order.Id, ct);
            }
        }
        db.Act(request.Accept ? "order.approved" : "order.rejected", order, order.Label, request.Reason);
        db.Publish(request.Accept ? new OrderSent(order.Id) : new OrderRejected(order.Id));
        return await work.SaveAsync(
            new ApproveRoundAnswer(order.Id, waiting.Count, [.. kots.Select(k => k.Number)]), ct);
    }
}
