using Microsoft.EntityFrameworkCore;
using Restpy.Pricing;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>
/// The one sum of an order on floor tile, pad, list and bill. An issued bill answers by its rows, an open one by what
/// was agreed on it, an order without a bill by the engine.
/// </summary>
internal sealed class OrderTotals(RestpyDb db, RestaurantDirectory restaurants) : IOrderTotals
{
    public async Task<IReadOnlyDictionary<Guid, OrderTotal>> OfAsync(
        IReadOnlyCollection<BillableOrder> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return new Dictionary<Guid, OrderTotal>();
        var ids = orders.Select(o => o.OrderId).ToList();
        var bills = await db.Set<Bill>().AsNoTracking().Include(b => b.Adjustments)
            .Where(b => ids.Contains(b.OrderId) && b.State != BillState.Void).ToDictionaryAsync(b => b.OrderId, ct);
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        return orders.ToDictionary(
            o => o.OrderId, o => Of(o, bills.GetValueOrDefault(o.OrderId), restaurant.Branch(o.BranchId)));
    }

    private OrderTotal Of(BillableOrder order, Bill? bill, BranchInfo branch)
    {
        if (bill is { IsIssued: true })
            return new(null, bill.DueMinor, bill.State is BillState.Printed or BillState.PartPaid);
        if (order.Lines.Count == 0) return new(null, 0, false);
        var priced = bill is null
            ? PriceQuotes.Price(branch, order.BusinessDate, order.Mode, order.Lines, order.WantsServiceCharge
                ? branch.ServiceChargePercent : 0)
            : BillLoader.Price(bill, order, branch, branch.Day.Of(db.Time.GetUtcNow()));
        if (!priced.Ok) return new(null, order.Lines.Sum(l => l.UnitPriceMinor * l.Quantity), false);
        return new(priced.Value, priced.Value.PayableMinor, false)
        {
            IsOut = bill is { IsOut: true }, PaidMinor = bill?.PaidMinor ?? 0,
            IsOutdated = bill is not null && Proforma.IsOutdated(bill, priced.Value),
        };
    }
}
