using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.JoinTables;

public sealed record SeparateTableRequest(Guid CommandId, Guid TableId);

/// <summary>
/// A joined table stands alone again. Where guests had ordered there before, their order goes on with the dishes that
/// were cooked for it and are still on the common one.
/// </summary>
internal sealed class SeparateTableHandler(RestpyDb db, OrderFinder orders)
{
    public async Task<Outcome<Done>> HandleAsync(Guid orderId, SeparateTableRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"table:{request.TableId:N}", ct);
        var joined = await db.Set<JoinedTable>().FirstOrDefaultAsync(
            j => j.OrderId == orderId && j.TableId == request.TableId && j.SeparatedAt == null, ct);
        if (joined is null) return new NotFound("table");
        foreach (var id in new[] { orderId, joined.FromOrderId ?? orderId }.Distinct().Order())
            await work.LockAsync<Order>(id, ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        if (order.MayTakeLines() is { Error: { } refused }) return refused;
        var before = order.Label;
        joined.Separate(db.Time.GetUtcNow());
        order.Separate(joined.Number);
        if (joined.FromOrderId is { } from && await orders.LockAsync(work, from, ct) is { MergedInto: not null } guests)
            await ComeBackAsync(guests, order, ct);
        db.Act("order.tables-separated", order, $"{before} − {joined.Number}");
        db.Publish(new TablesSeparated(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task ComeBackAsync(Order guests, Order from, CancellationToken ct)
    {
        var kots = await db.Set<Kot>().AsNoTracking().Where(k => k.OrderId == guests.Id).Select(k => k.Id)
            .ToListAsync(ct);
        var lines = await db.Set<OrderLine>()
            .Where(l => l.OrderId == from.Id && l.KotId != null && kots.Contains(l.KotId!.Value)).ToListAsync(ct);
        foreach (var line in lines) line.Follow(guests);
        var value = lines.Where(l => l.State == LineState.Sent).Sum(l => l.ValueMinor);
        guests.ComeBack(from);
        from.Gave(value);
        guests.Took(0, value);
        db.Publish(new TablesSeparated(guests.Id));
    }
}
