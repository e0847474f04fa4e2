using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.OrderPad;

/// <summary>Where the pad stands: a table, an open order, or the counter.</summary>
/// <param name="Training">A new order for practice.</param>
internal sealed record PadTarget(Guid? TableId, Guid? OrderId, bool Takeaway, bool Training = false)
{
    /// <summary>Names the half-made order on this tablet.</summary>
    public string Key => TableId is { } table ? $"table-{table}" : OrderId is { } order ? $"order-{order}"
        : Training ? "training" : "takeaway";

    public string Query => TableId is { } table ? $"table={table}" : OrderId is { } order ? $"order={order}"
        : Training ? "training=1" : "takeaway=1";
}

internal sealed record SentGroup(Kot? Kot, IReadOnlyList<OrderLine> Lines);

internal sealed record PadView(PadTarget Place, OrderLabel? Label, int Seats, Order? Order,
    IReadOnlyList<SentGroup> Groups, IReadOnlyList<OrderLine> Waiting, OrderTotal? Total, RestaurantInfo Restaurant,
    BranchMenu Menu)
{
    public string Money(long minor) => Kernel.Money.Format(minor, Restaurant.Currency);
}

internal sealed class PadReader(
    RestpyDb db, MenuCache menus, Tables tables, RestaurantDirectory restaurants, OrderSums sums)
{
    public async Task<PadView?> ReadAsync(PadTarget place, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var table = place.TableId is { } tableId ? await tables.FindAsync(tableId, ct) : null;
        var order = await OrderAsync(place, ct);
        if ((place.TableId is not null && table is null) || (place.OrderId is not null && order is null)) return null;
        var menu = await menus.OfAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        var label = order?.Label ?? (table is null ? null : new OrderLabel(OrderLabel.Table, table.Number));
        if (order is null) return new(place, label, table?.Seats ?? 0, null, [], [], null, restaurant, menu);
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order.Id).OrderBy(l => l.PlacedAt)
            .ThenBy(l => l.Sort).ToListAsync(ct);
        // Dishes that came from another order keep the KOT they were cooked on.
        var cooked = lines.Select(l => l.KotId).Distinct().ToList();
        var kots = await db.Set<Kot>().AsNoTracking().Where(k => cooked.Contains(k.Id))
            .OrderByDescending(k => k.Number).ToListAsync(ct);
        var groups = kots.Select(k => new SentGroup(k, [.. lines.Where(l => l.KotId == k.Id)])).ToList();
        return new(place, label, table?.Seats ?? order.Covers, order, groups,
            [.. lines.Where(l => l.State == LineState.Waiting)], await sums.OfAsync(order, lines, ct), restaurant,
            menu);
    }

    private async Task<Order?> OrderAsync(PadTarget place, CancellationToken ct)
    {
        var orders = db.Set<Order>().AsNoTracking();
        if (place.OrderId is { } id) return await orders.FirstOrDefaultAsync(o => o.Id == id, ct);
        return place.TableId is { } table ? await db.OrdersAt(table).AsNoTracking().FirstOrDefaultAsync(ct) : null;
    }
}
