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
        var bills = (await db.Set<Bill>().AsNoTracking().Include(b => b.Adjustments)
            .Where(b => ids.Contains(b.OrderId) && b.State != BillState.Void).OrderBy(b => b.Part).ToListAsync(ct))
            .ToLookup(b => b.OrderId);
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        return orders.ToDictionary(
            o => o.OrderId, o => Of(o, [.. bills[o.OrderId]], restaurant.Branch(o.BranchId)));
    }

    private OrderTotal Of(BillableOrder order, IReadOnlyList<Bill> parts, BranchInfo branch)
    {
        var bill = parts.Count == 0 ? null : parts[0];
        if (parts.Count > 1 && parts.All(p => p.IsIssued))
            return new(null, parts.Sum(p => p.DueMinor), parts.Any(p => p.DueMinor > 0));
        if (parts.Count <= 1 && bill is { IsIssued: true })
            return new(null, bill.DueMinor, bill.State is BillState.Printed or BillState.PartPaid);
        if (order.Lines.Count == 0) return new(null, 0, false);
        var priced = bill is null
            ? PriceQuotes.Price(branch, order.BusinessDate, order.Mode, order.Lines, order.WantsServiceCharge
                ? branch.ServiceChargePercent : 0)
            : BillLoader.Price(bill, order, branch, branch.Day.Of(db.Time.GetUtcNow()));
        if (!priced.Ok) return new(null, order.Lines.Sum(l => l.UnitPriceMinor * l.Quantity), false);
        return new(priced.Value, priced.Value.PayableMinor, false)
        {
            IsOut = parts.Any(p => p.IsOut), PaidMinor = parts.Sum(p => p.PaidMinor),
            // Whether the paper of one part is outdated stands on its own page.
            IsOutdated = bill is { IsSplit: false } && Proforma.IsOutdated(bill, priced.Value),
        };
    }
}
