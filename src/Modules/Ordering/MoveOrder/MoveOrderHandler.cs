using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.MoveOrder;

/// <param name="TableId">Where the guests sit now; null: they take it away.</param>
public sealed record MoveOrderRequest(Guid CommandId, Guid? TableId);

public sealed record MoveOrderAnswer(Guid OrderId, string Label);

/// <summary>Somebody sits there already.</summary>
internal sealed record TableHasOrder(OrderLabel Order) : Error(ErrorKind.Conflict);

/// <summary>
/// The guests of an order change their table, sit down with a takeaway, or take away what they ordered at a table. The
/// kitchen's tickets follow, so that dishes are brought to where the guests are.
/// </summary>
internal sealed class MoveOrderHandler(RestpyDb db, OrderFinder orders, Tables tables)
{
    public async Task<Outcome<MoveOrderAnswer>> HandleAsync(
        Guid orderId, MoveOrderRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        TableInfo? table = null;
        if (request.TableId is { } wanted)
        {
            table = await tables.FindAsync(wanted, ct);
            if (table is null) return new TableMissing() { Field = "tableId" };
            // Taken as by whoever begins an order there, so that there is never a second one.
            await work.LockAsync($"table:{wanted:N}", ct);
        }
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        if (order.OpenTableId == table?.Id && (table is not null || order.Channel != OrderChannel.DineIn))
            return new MoveOrderAnswer(order.Id, order.Label);
        if (table is not null && await db.OrdersAt(table.Id).AsNoTracking().FirstOrDefaultAsync(ct) is { } there
            && there.Id != order.Id) return new TableHasOrder(there.Label) { Field = "tableId" };
        var from = order.Label;
        if (order.Move(table) is { Error: { } refused }) return refused;
        // All of them go: whoever stays behind separates the tables first.
        await db.FreeJoinedAsync(order.Id, ct);
        foreach (var kot in await db.Set<Kot>().Where(k => k.OrderId == order.Id).ToListAsync(ct)) kot.Follow(order);
        db.Act("order.moved", order, $"{from} → {order.Label}");
        db.Publish(new OrderMoved(order.Id));
        return await work.SaveAsync(new MoveOrderAnswer(order.Id, order.Label), ct);
    }
}
