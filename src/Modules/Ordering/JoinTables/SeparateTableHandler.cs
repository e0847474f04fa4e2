using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.JoinTables;

public sealed record SeparateTableRequest(Guid CommandId, Guid TableId);

/// <summary>
/// A joined table stands alone again. Where guests had ordered there before, their order goes on with the dishes that
/// were cooked for it and are still on the common one.
/// </summary>
internal sealed class SeparateTableHandler(RestpyDb db, OrderFinder orders, Tables tables)
{
    public async Task<Outcome<Done>> HandleAsync(Guid orderId, SeparateTableRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"table:{request.TableId:N}", ct);
        var from = await db.Set<JoinedTable>()
            .Where(j => j.OrderId == orderId && j.OpenTableId == request.TableId).Select(j => j.FromOrderId)
            .FirstOrDefaultAsync(ct);
        var (found, guests) = await orders.LockBothAsync(work, orderId, from, ct);
        if (found is not { } order) return new NotFound("order");
        var joined = await db.JoinedToAsync(order.Id, ct);
        if (joined.Find(j => j.OpenTableId == request.TableId) is not { } table) return new NotFound("table");
        if (order.MayTakeLines() is { Error: { } refused }) return refused;
        // Its dishes would go back to its own order, and some stand on a numbered part of the bill.
        if (guests is not null && order.BilledParts > 0) return new OrderHoldsMoney(order.Label);
        var before = order.Label;
        table.Free();
        var own = (await tables.FindAsync(order.OpenTableId!.Value, ct))!;
        order.SitAt([own.Number, .. joined.Where(j => j != table).Select(j => j.Number)]);
        if (guests?.MergedInto == order.Id) await ComeBackAsync(guests, order, table.Number, ct);
        db.Act("order.tables-separated", order, $"{before} − {table.Number}");
        db.Publish(new TablesSeparated(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task ComeBackAsync(Order guests, Order from, string tableNumber, CancellationToken ct)
    {
        var kots = await db.Set<Kot>().AsNoTracking().Where(k => k.OrderId == guests.Id).Select(k => k.Id)
            .ToListAsync(ct);
        var lines = await db.Set<OrderLine>()
            .Where(l => l.OrderId == from.Id && l.KotId != null && kots.Contains(l.KotId!.Value)).ToListAsync(ct);
        foreach (var line in lines) line.Follow(guests);
        var value = lines.Where(l => l.State == LineState.Sent).Sum(l => l.ValueMinor);
        guests.ComeBack(from, tableNumber);
        from.RemoveDishes(value);
        guests.AddDishes(0, value);
        db.Publish(new TablesSeparated(guests.Id));
    }
}
