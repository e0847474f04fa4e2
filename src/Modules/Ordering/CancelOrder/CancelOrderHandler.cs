using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Ordering.VoidLine;
using Restpy.Platform.Data;

namespace Restpy.Ordering.CancelOrder;

public sealed record CancelOrderRequest(Guid CommandId, string? Reason);

internal sealed record LinesStillSent(int Lines) : Error(ErrorKind.Conflict);

/// <summary>
/// Ends an order that brings no bill: guests left, a pickup was refused. Sent lines are voided one by one before.
/// </summary>
internal sealed class CancelOrderHandler(RestpyDb db, OrderFinder orders)
{
    public async Task<Outcome<Done>> HandleAsync(
        Guid orderId, CancelOrderRequest request, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length is 0 or > 200) return new ReasonMissing() { Field = "reason" };
        await using var work = await db.BeginAsync(ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        var lines = await db.Set<OrderLine>().Where(l => l.OrderId == orderId).ToListAsync(ct);
        var sent = lines.Count(l => l.State == LineState.Sent);
        if (sent > 0) return new LinesStillSent(sent);
        var now = db.Time.GetUtcNow();
        foreach (var waiting in lines.Where(l => l.State == LineState.Waiting))
            waiting.Reject(actor.Name, reason, now);
        if (order.Cancel(reason, now) is { Ok: false } refused) return refused.Error;
        db.Act("order.cancelled", order, order.Label, reason);
        db.Publish(new OrderCancelled(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
