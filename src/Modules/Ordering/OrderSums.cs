using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

/// <summary>What the guests of open orders would pay now; see <see cref="IOrderTotals"/>.</summary>
internal sealed class OrderSums(RestpyDb db, RestaurantDirectory restaurants, IOrderTotals totals)
{
    /// <summary>By order. Of an order that waits for its first approval, what was wished for counts.</summary>
    public async Task<IReadOnlyDictionary<Guid, OrderTotal>> OfAsync(
        IReadOnlyCollection<Order> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return new Dictionary<Guid, OrderTotal>();
        var ids = orders.Select(o => o.Id).ToList();
        // A full floor has thousands of dishes: only what decides a price is read, and no names.
        var lines = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => ids.Contains(l.OrderId) && (l.State == LineState.Sent || l.State == LineState.Waiting))
            .OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort)
            .Select(l => new
            {
                l.OrderId, l.State, l.Id, l.ItemId, l.Quantity, l.UnitPriceMinor, l.TaxCategory,
            }).ToListAsync(ct);
        var byOrder = lines.ToLookup(l => l.OrderId);
        return await totals.OfAsync([.. orders.Select(o => OrderToBill.Of(o,
            [.. byOrder[o.Id].Where(l => l.State == Counted(o)).Select(l => new BillableLine(
                l.Id, l.ItemId, "", "", "", l.Quantity, l.UnitPriceMinor, l.TaxCategory, false))]))], ct);
    }

    public async Task<OrderTotal> OfAsync(Order order, IEnumerable<OrderLine> lines, CancellationToken ct)
    {
        var language = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Languages[0];
        var counted = lines.Where(l => l.State == Counted(order)).OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort);
        return (await totals.OfAsync([OrderToBill.Of(order, counted, language)], ct))[order.Id];
    }

    private static LineState Counted(Order order) =>
        order.State == OrderState.Pending && order.Kots == 0 ? LineState.Waiting : LineState.Sent;
}
