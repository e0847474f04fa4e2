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
        var lines = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => ids.Contains(l.OrderId) && (l.State == LineState.Sent || l.State == LineState.Waiting))
            .ToListAsync(ct);
        return await OfAsync(orders, lines.ToLookup(l => l.OrderId), ct);
    }

    public async Task<OrderTotal> OfAsync(Order order, IEnumerable<OrderLine> lines, CancellationToken ct) =>
        (await OfAsync([order], lines.ToLookup(_ => order.Id), ct))[order.Id];

    private async Task<IReadOnlyDictionary<Guid, OrderTotal>> OfAsync(
        IReadOnlyCollection<Order> orders, ILookup<Guid, OrderLine> lines, CancellationToken ct)
    {
        var language = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Languages[0];
        return await totals.OfAsync(
            [.. orders.Select(o => OrderToBill.Of(o, Counted(o, lines[o.Id]), language))], ct);
    }

    private static IEnumerable<OrderLine> Counted(Order order, IEnumerable<OrderLine> lines) =>
        lines.Where(l => l.State == (order.State == OrderState.Pending && order.Kots == 0 ? LineState.Waiting
            : LineState.Sent)).OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort);
}
