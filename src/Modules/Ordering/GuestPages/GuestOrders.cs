using Microsoft.EntityFrameworkCore;
using Restpy.Pricing;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestPages;

/// <summary>How far one dish is, as its guest sees it.</summary>
internal enum DishStage
{
    WaitsForStaff,
    BeingMade,
    Ready,
    Declined,
    TakenOff,
}

internal sealed record OrderedDish(OrderLine Line, DishStage Stage);

/// <summary>An order as its guests see it.</summary>
/// <param name="Bill">What the bill would be now, of what was sent; null while nothing was.</param>
/// <param name="All">Together with what still waits; null when nothing waits.</param>
/// <param name="Known">The phone that looks belongs to this sitting; to another one only what is on the bill is
/// shown.</param>
internal sealed record GuestOrderView(
    Order Order, IReadOnlyList<OrderedDish> Dishes, PricedBill? Bill, PricedBill? All, bool Known);

/// <summary>
/// Finds the order a guest may follow: the one of the table they sit at, or the pickup this very phone made.
/// </summary>
internal sealed class GuestOrders(RestpyDb db)
{
    /// <summary>How long the phone that began a table's order still sees it after it was closed.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(3);

    public async Task<Order?> FindAsync(GuestPlace place, Guid? id, CancellationToken ct)
    {
        var orders = db.Set<Order>().AsNoTracking();
        if (!place.IsTable) return place.GuestKey.Length == 0 ? null
            : await orders.FirstOrDefaultAsync(o => o.Id == id && o.GuestKey == place.GuestKey, ct);
        var table = place.Table!.Id;
        if (await db.OrdersAt(table).AsNoTracking().FirstOrDefaultAsync(ct) is { } open) return open;
        var since = db.Time.GetUtcNow() - Afterwards;
        return await orders.Where(o => o.TableId == table && o.GuestKey == place.GuestKey && o.ClosedAt > since)
            .OrderByDescending(o => o.ClosedAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>The phone's newest open order on the web.</summary>
    public Task<Order?> NewestAsync(GuestPlace place, CancellationToken ct) =>
        db.Set<Order>().AsNoTracking()
            .Where(o => o.ClosedAt == null && o.GuestKey == place.GuestKey && o.Channel == OrderChannel.Pickup)
            .OrderByDescending(o => o.OpenedAt).FirstOrDefaultAsync(ct);

    public async Task<GuestOrderView> ViewAsync(GuestPlace place, Order order, CancellationToken ct)
    {
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order.Id).OrderBy(l => l.PlacedAt)
            .ThenBy(l => l.Sort).ToListAsync(ct);
        var cooked = lines.Select(l => l.KotId).Distinct().ToList();
        var ready = await db.Set<Kot>().AsNoTracking().Where(k => cooked.Contains(k.Id) && k.BumpedAt != null)
            .Select(k => k.Id).ToListAsync(ct);
        var sent = lines.Where(l => l.State == LineState.Sent).ToList();
        var waiting = lines.Where(l => l.State == LineState.Waiting).ToList();
        return new(order, [.. lines.Select(l => new OrderedDish(l, Stage(l, ready)))], Price(place, order, sent),
            waiting.Count == 0 ? null : Price(place, order, [.. sent, .. waiting]), !place.IsTable
            || OrderMembership.Knows(lines.AsQueryable(), place.GuestKey));
    }

    /// <summary>What the table has ordered so far and this basket, as one bill.</summary>
    public async Task<PricedBill?> WithAsync(GuestPlace place, IEnumerable<BillableLine> basket, CancellationToken ct)
    {
        if (!place.IsTable || await FindAsync(place, null, ct) is not { IsOpen: true } order) return null;
        var lines = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => l.OrderId == order.Id && (l.State == LineState.Sent || l.State == LineState.Waiting))
            .ToListAsync(ct);
        if (lines.Count == 0) return null;
        return Price(place, order, [.. lines.Select(l => OrderToBill.Line(l, place.MenuLanguage)), .. basket]);
    }

    private static PricedBill? Price(GuestPlace place, Order order, List<OrderLine> lines) =>
        lines.Count == 0 ? null
            : Price(place, order, [.. lines.Select(l => OrderToBill.Line(l, place.MenuLanguage))]);

    /// <summary>By the order's business date, like its bill; the service charge only where its guest agreed.</summary>
    private static PricedBill? Price(GuestPlace place, Order order, IEnumerable<BillableLine> lines) =>
        PriceQuotes.Price(place.Branch, order.BusinessDate, OrderToBill.Mode(order.Channel), lines,
            order.WantsServiceCharge ? place.Branch.ServiceChargePercent : 0).Value;

    private static DishStage Stage(OrderLine line, List<Guid> ready) => line.State switch
    {
        LineState.Waiting => DishStage.WaitsForStaff,
        LineState.Rejected => DishStage.Declined,
        LineState.Voided => DishStage.TakenOff,
        _ => line.KotId is { } kot && ready.Contains(kot) ? DishStage.Ready : DishStage.BeingMade,
    };
}
