using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestStatus;

/// <summary>A guest calls, or asks for the bill, from the phone.</summary>
internal sealed class CallWaiterHandler(RestpyDb db, OrderFinder orders)
{
    public async Task<Outcome<Done>> CallAsync(Guid orderId, CancellationToken ct) =>
        await ChangeAsync(orderId, "order.waiter-called", new WaiterCalled(orderId),
            o => o.CallWaiter(db.Time.GetUtcNow()), ct);

    public async Task<Outcome<Done>> AskBillAsync(Guid orderId, bool withServiceCharge, CancellationToken ct) =>
        await ChangeAsync(orderId, "order.bill-asked", new BillAsked(orderId),
            o => o.AskForBill(db.Time.GetUtcNow(), withServiceCharge), ct);

    private async Task<Outcome<Done>> ChangeAsync(
        Guid orderId, string action, OrderEvent told, Action<Order> change, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        if (!order.IsOpen) return new OrderIsClosed(order.Label);
        change(order);
        db.Act(action, order, order.Label);
        db.Publish(told);
        return await work.SaveAsync(Done.It, ct);
    }
}
