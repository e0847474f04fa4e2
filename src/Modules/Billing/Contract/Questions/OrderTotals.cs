using Microsoft.EntityFrameworkCore;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Contract.Questions;

/// <summary>What the guests of an order would pay now: with tax, and with all that was agreed on its bill.</summary>
/// <param name="Priced">Null where no price can be formed, or once the bill is issued.</param>
/// <param name="State">Of its bill; null while it has none.</param>
public sealed record OrderTotal(PricedBill? Priced, long PayableMinor, BillState? State);

/// <summary>
/// The one sum of an order on floor tile, pad, list and bill. An issued bill answers by its rows, an open one by what
/// was
/// agreed on it, an order without a bill by the engine.
/// </summary>
public sealed class OrderTotals
{
    private readonly RestpyDb _db;
    private readonly RestaurantDirectory _places;

    internal OrderTotals(RestpyDb db, RestaurantDirectory restaurants) => (_db, _places) = (db, restaurants);

    /// <summary>By order; one that cannot be priced counts its dishes as they are.</summary>
    public async Task<IReadOnlyDictionary<Guid, OrderTotal>> OfAsync(
        IReadOnlyCollection<BillableOrder> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return new Dictionary<Guid, OrderTotal>();
        var ids = orders.Select(o => o.OrderId).ToList();
        var bills = await _db.Set<Bill>().AsNoTracking().Include(b => b.Adjustments)
            .Where(b => ids.Contains(b.OrderId) && b.State != BillState.Void).ToDictionaryAsync(b => b.OrderId, ct);
        var restaurant = await _places.GetAsync(_db.Scope.Restaurant, ct);
        return orders.ToDictionary(
            o => o.OrderId, o => Of(o, bills.GetValueOrDefault(o.OrderId), restaurant.Branch(o.BranchId)));
    }

    private OrderTotal Of(BillableOrder order, Bill? bill, BranchInfo branch)
    {
        if (bill is { IsIssued: true }) return new(null, bill.DueMinor, bill.State);
        if (order.Lines.Count == 0) return new(null, 0, bill?.State);
        var priced = bill is null
            ? PriceQuotes.Price(branch, order.BusinessDate, order.Mode, order.Lines, order.WantsServiceCharge
                ? branch.ServiceChargePercent : 0)
            : BillLoader.Price(bill, order, branch, branch.Day.Of(_db.Time.GetUtcNow()));
        return priced.Ok ? new(priced.Value, priced.Value.PayableMinor, bill?.State)
            : new(null, order.Lines.Sum(l => l.UnitPriceMinor * l.Quantity), bill?.State);
    }
}
