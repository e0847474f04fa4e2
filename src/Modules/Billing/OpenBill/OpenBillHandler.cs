using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.OpenBill;

public sealed record OpenBillRequest(Guid OrderId, Guid CommandId);

/// <summary>Opens the bill of an order; an order that has one gets that one.</summary>
internal sealed class OpenBillHandler(
    RestpyDb db, BillLoader desk, RestaurantDirectory restaurants, BillableOrders orders)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(OpenBillRequest request, Actor actor, CancellationToken ct)
    {
        try
        {
            return await OpenAsync(request.OrderId, actor, ct);
        }
        catch (DbUpdateException failed) when (failed.IsTaken<Bill>(db, nameof(Bill.OrderId), nameof(Bill.Part)))
        {
            // Two people asked for the bill in the same moment: the database let one through, both get it.
            db.ChangeTracker.Clear();
            if (await LivingAsync(request.OrderId, ct) is { } first) return BillAnswer.Of(first);
            throw;
        }
    }

    private async Task<Outcome<BillAnswer>> OpenAsync(Guid orderId, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await orders.FindAsync(orderId, ct) is not { } order) return new NotFound("order");
        if (await LivingAsync(orderId, ct) is { } living) return BillAnswer.Of(living);
        if (order.Lines.Count == 0) return new NothingToBill();

        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var branch = restaurant.Branch(order.BranchId);
        var now = db.Time.GetUtcNow();
        var bill = Bill.Open(restaurant.Id, order, restaurant.Currency, branch.ServiceChargePercent, branch.Day.Of(now),
            actor, now);
        if (await ReopenedAsync(orderId, ct) is { } before) bill.TakeOver(before);
        if (await desk.RepriceAsync(bill, branch, ct) is { Error: { } unpriced }) return unpriced;
        db.Add(bill);
        db.Act("billing.bill-opened", bill, bill.Name);
        db.Publish(new BillOpened(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }

    /// <summary>The numbered bill of this order that was taken back, the last where there were several.</summary>
    private Task<Bill?> ReopenedAsync(Guid orderId, CancellationToken ct) =>
        db.Set<Bill>().AsNoTracking().Include(b => b.Adjustments)
            .Where(b => b.OrderId == orderId && b.Part == 0 && b.State == BillState.Void && b.Number != null)
            .OrderByDescending(b => b.VoidedAt).FirstOrDefaultAsync(ct);

    private Task<Bill?> LivingAsync(Guid orderId, CancellationToken ct) =>
        db.BillsWithTraining().AsNoTracking()
            .FirstOrDefaultAsync(b => b.OrderId == orderId && b.Part == 0 && b.State != BillState.Void, ct);
}
