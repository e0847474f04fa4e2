using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;

namespace Restpy.Billing.OpenBill;

/// <summary>
/// An open bill follows its order: to another table, with other dishes, with the tax of how they are served now; and
/// goes with an order that became one with another. An issued bill stays as it was printed.
/// </summary>
internal sealed class OrderFollower(RestpyDb db, BillLoader desk) : IEventConsumer<OrderMoved>,
    IEventConsumer<DishesMoved>, IEventConsumer<TablesJoined>, IEventConsumer<TablesSeparated>,
    IEventConsumer<OrderMerged>
{
    public const string Name = "bills-follow-orders";

    public Task<Outcome<Done>> ConsumeAsync(OrderMoved happened, CancellationToken ct) =>
        FollowAsync(happened.OrderId, ct);

    public Task<Outcome<Done>> ConsumeAsync(DishesMoved happened, CancellationToken ct) =>
        FollowAsync(happened.OrderId, ct);

    public Task<Outcome<Done>> ConsumeAsync(TablesJoined happened, CancellationToken ct) =>
        FollowAsync(happened.OrderId, ct);

    public Task<Outcome<Done>> ConsumeAsync(TablesSeparated happened, CancellationToken ct) =>
        FollowAsync(happened.OrderId, ct);

    public async Task<Outcome<Done>> ConsumeAsync(OrderMerged happened, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        foreach (var bill in await OpenAsync(work, happened.OrderId, ct))
        {
            bill.Void("Tables joined", db.Time.GetUtcNow(), "");
            db.Act("billing.bill-voided", bill, bill.Name, bill.VoidReason);
            db.Publish(new BillVoided(bill.Id));
        }
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<Outcome<Done>> FollowAsync(Guid orderId, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        foreach (var bill in await OpenAsync(work, orderId, ct))
        {
            var quoted = await desk.PriceAsync(bill, await desk.BranchAsync(bill.BranchId, ct), ct);
            // What cannot be priced says so on the bill itself.
            if (!quoted.Ok) continue;
            bill.Follow(quoted.Value.Order);
            bill.Show(quoted.Value.Priced);
            db.Act("billing.bill-moved", bill, bill.Name);
            db.Publish(new BillMoved(bill.Id));
        }
        return await work.SaveAsync(Done.It, ct);
    }

    /// <summary>The bill of the order, or the parts it was split into, where they have no number yet.</summary>
    private async Task<IReadOnlyList<Bill>> OpenAsync(UnitOfWork work, Guid orderId, CancellationToken ct)
    {
        var ids = await db.Set<Bill>().AsNoTracking()
            .Where(b => b.OrderId == orderId && b.Number == null && b.State != BillState.Void).OrderBy(b => b.Part)
            .Select(b => b.Id).ToListAsync(ct);
        var bills = new List<Bill>();
        foreach (var id in ids)
            if (await desk.LockAsync(work, id, ct) is { FollowsOrder: true } bill) bills.Add(bill);
        return bills;
    }
}
