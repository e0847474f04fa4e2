using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.JoinTables;

/// <param name="TableId">The table that becomes one with the order's; what was ordered there comes along.</param>
public sealed record JoinTableRequest(Guid CommandId, Guid TableId);

public sealed record JoinTableAnswer(Guid OrderId, string Label);

/// <summary>It is joined to others: separate it first, or join their first table.</summary>
internal sealed record TableIsJoined(OrderLabel Order) : Error(ErrorKind.Conflict);

/// <summary>
/// Two tables become one: a large party, or guests who know each other. There is one order and one bill from then on,
/// and both tables show it.
/// </summary>
internal sealed class JoinTableHandler(RestpyDb db, OrderFinder orders, Tables tables)
{
    public async Task<Outcome<JoinTableAnswer>> HandleAsync(
        Guid orderId, JoinTableRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await tables.FindAsync(request.TableId, ct) is not { } table)
            return new TableMissing() { Field = "tableId" };
        await work.LockAsync($"table:{table.Id:N}", ct);
        var there = await db.OrdersAt(table.Id).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct);
        var (found, guests) = await orders.LockBothAsync(work, orderId, there, ct);
        if (found is not { } order) return new NotFound("order");
        if (there == order.Id) return new JoinTableAnswer(order.Id, order.Label);
        // The other's own table: one that is only joined to it would leave the rest of it behind.
        if (guests is not null && guests.OpenTableId != table.Id) return new TableIsJoined(guests.Label);
        if (order.MayBeJoined() is { Error: { } refused }) return refused;
        var before = order.Label;
        var joined = await db.JoinedToAsync(order.Id, ct);
        joined.Add(JoinedTable.Join(order, table.Id, table.Number, guests?.Id, db.Time.GetUtcNow()));
        db.Add(joined[^1]);
        if (guests is not null)
        {
            joined.AddRange(await db.JoinedToAsync(guests.Id, ct));
            if (await MergeAsync(guests, order, ct) is { Error: { } kept }) return kept;
            foreach (var one in joined) one.Follow(order);
        }
        // Nobody takes a table out of use at which guests sit.
        var own = (await tables.FindAsync(order.OpenTableId!.Value, ct))!;
        order.SitAt([own.Number, .. joined.Select(j => j.Number)]);
        db.Act("order.tables-joined", order, $"{before} + {table.Number}");
        db.Publish(new TablesJoined(order.Id));
        if (guests is not null) db.Publish(new OrderMerged(guests.Id));
        return await work.SaveAsync(new JoinTableAnswer(order.Id, order.Label), ct);
    }

    private async Task<Outcome<Done>> MergeAsync(Order from, Order to, CancellationToken ct)
    {
        if (from.MergeInto(to, db.Time.GetUtcNow()) is { Error: { } refused }) return refused;
        var lines = await db.Set<OrderLine>().Where(l => l.OrderId == from.Id).ToListAsync(ct);
        foreach (var line in lines) line.Follow(to);
        var sent = lines.Where(l => l.State == LineState.Sent).ToList();
        from.RemoveDishes(sent.Sum(l => l.ValueMinor));
        to.AddDishes(sent.Select(l => l.KotId).Distinct().Count(), sent.Sum(l => l.ValueMinor));
        return Done.It;
    }
}
