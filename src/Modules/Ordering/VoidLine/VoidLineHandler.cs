using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.VoidLine;

public sealed record VoidLineRequest(Guid CommandId, int Quantity, string? Reason);

public sealed record VoidLineAnswer(Guid OrderId, Guid LineId);

internal sealed record ReasonMissing() : Error(ErrorKind.Invalid);

/// <summary>Takes a sent line off the order, with a reason and a name. It stays in the books.</summary>
internal sealed class VoidLineHandler(RestpyDb db, OrderFinder orders, Stock stock)
{
    public async Task<Outcome<VoidLineAnswer>> HandleAsync(
        Guid lineId, VoidLineRequest request, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length is 0 or > 200) return new ReasonMissing() { Field = "reason" };
        await using var work = await db.BeginAsync(ct);
        var orderId = await db.Set<OrderLine>().AsNoTracking().Where(l => l.Id == lineId).Select(l => (Guid?)l.OrderId)
            .FirstOrDefaultAsync(ct);
        if (orderId is null || await orders.LockAsync(work, orderId.Value, ct) is not { } order)
            return new NotFound("line");
        if (order.MayTakeLines() is { Ok: false } closed) return closed.Error;
        var line = await db.Set<OrderLine>().FirstAsync(l => l.Id == lineId, ct);
        var now = db.Time.GetUtcNow();
        var voided = line.Void(request.Quantity, actor.Name, reason, now);
        if (!voided.Ok) return voided.Error;
        if (!ReferenceEquals(voided.Value, line)) db.Add(voided.Value);
        order.LineVoided(voided.Value.ValueMinor);
        if (order.Channel != OrderChannel.Training)
            await stock.GiveBackAsync(new Dictionary<Guid, int> { [line.ItemId] = request.Quantity }, ct);
        // A dish already bumped comes back to the board: the cook must see that nobody is waiting for it.
        if (await db.Set<Kot>().FirstOrDefaultAsync(k => k.Id == line.KotId, ct) is { BumpedAt: not null } bumped)
            bumped.Recall();
        db.Act("order.line-voided", order, $"{order.Label}: {request.Quantity} × {line.Name.In("en")}", reason);
        db.Publish(new LineVoided(order.Id));
        return await work.SaveAsync(new VoidLineAnswer(order.Id, voided.Value.Id), ct);
    }
}
