using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Ordering.VoidLine;
using Restpy.Platform.Data;

namespace Restpy.Ordering.CancelOrder;

/// <param name="Dishes">Also what was sent: the kitchen sees all of it struck through.</param>
public sealed record CancelOrderRequest(Guid CommandId, string? Reason, bool Dishes = false);

internal sealed record LinesStillSent(int Lines) : Error(ErrorKind.Conflict);

/// <summary>
/// Ends an order that brings no bill: guests left, a pickup was refused. Dishes that were sent are voided with it, if
/// that was asked for; else they are voided one by one before.
/// </summary>
internal sealed class CancelOrderHandler(RestpyDb db, OrderFinder orders, Stock stock)
{
    public async Task<Outcome<Done>> HandleAsync(
        Guid orderId, CancelOrderRequest request, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length is 0 or > 200) return new ReasonMissing() { Field = "reason" };
        await using var work = await db.BeginAsync(ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        var lines = await db.Set<OrderLine>().Where(l => l.OrderId == orderId).ToListAsync(ct);
        var sent = lines.Where(l => l.State == LineState.Sent).ToList();
        if (sent.Count > 0 && !request.Dishes) return new LinesStillSent(sent.Count);
        var now = db.Time.GetUtcNow();
        foreach (var waiting in lines.Where(l => l.State == LineState.Waiting))
            waiting.Reject(actor.Name, reason, now);
        if (order.Cancel(reason, now) is { Error: { } refused }) return refused;
        if (await VoidAsync(order, sent, actor.Name, reason, ct) is { Error: { } kept }) return kept;
        await db.FreeJoinedAsync(order.Id, ct);
        db.Act("order.cancelled", order, order.Label, reason);
        db.Publish(new OrderCancelled(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<Outcome<Done>> VoidAsync(
        Order order, List<OrderLine> sent, string by, string reason, CancellationToken ct)
    {
        if (sent.Count == 0) return Done.It;
        var (kots, now) = (sent.Select(l => l.KotId).ToList(), db.Time.GetUtcNow());
        foreach (var line in sent)
        {
            if (line.Void(line.Quantity, by, reason, now) is { Error: { } refused }) return refused;
            order.LineVoided(line.ValueMinor);
        }
        if (order.Channel != OrderChannel.Training)
            await stock.GiveBackAsync(
                sent.GroupBy(l => l.ItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity)), ct);
        // What is cooked already comes back to the board: the cook must see that nobody is waiting for it.
        foreach (var kot in await db.Set<Kot>()
            .Where(k => kots.Contains(k.Id) && k.BumpedAt != null && k.ServedAt == null).ToListAsync(ct)) kot.Recall();
        return Done.It;
    }
}
