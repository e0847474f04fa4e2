using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>
/// A table at which guests of an order sit beside its own: a large party, or two tables that became one.
/// </summary>
internal sealed class JoinedTable : IBranchOwned
{
    private JoinedTable() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid OrderId { get; private set; }
    public Guid TableId { get; private init; }

    /// <summary>
    /// The table while it is joined, else null: its unique index lets it be joined to one order only.
    /// </summary>
    public Guid? OpenTableId { get; private set; }
    public string Number { get; private init; } = "";

    /// <summary>The order that was at this table before; null where nobody sat there.</summary>
    public Guid? FromOrderId { get; private init; }
    public DateTimeOffset JoinedAt { get; private init; }

    public static JoinedTable Join(Order order, Guid tableId, string number, Guid? from, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), BranchId = order.BranchId, OrderId = order.Id, TableId = tableId, OpenTableId = tableId,
        Number = number, FromOrderId = from, JoinedAt = now,
    };

    public void Follow(Order order) => OrderId = order.Id;

    /// <summary>It was separated, or its order is over or somewhere else.</summary>
    public void Free() => OpenTableId = null;
}

/// <summary>Which open order sits at which table: its own, and those joined to it.</summary>
internal static class SeatedTables
{
    /// <summary>The open order of a table; none where nobody sits there.</summary>
    public static IQueryable<Order> OrdersAt(this RestpyDb db, Guid tableId) =>
        db.Set<Order>().Where(o => o.OpenTableId == tableId).Concat(
            from joined in db.Set<JoinedTable>()
            where joined.OpenTableId == tableId
            join order in db.Set<Order>() on joined.OrderId equals order.Id
            select order);

    /// <summary>All tables somebody sits at.</summary>
    public static async Task<HashSet<Guid>> TakenTablesAsync(this RestpyDb db, CancellationToken ct) =>
        [.. await db.Set<Order>().Where(o => o.OpenTableId != null).Select(o => o.OpenTableId!.Value)
            .Concat(db.Set<JoinedTable>().Where(j => j.OpenTableId != null).Select(j => j.OpenTableId!.Value))
            .ToListAsync(ct)];

    /// <summary>The tables that are joined to an order, in the order in which they were.</summary>
    public static Task<List<JoinedTable>> JoinedToAsync(this RestpyDb db, Guid orderId, CancellationToken ct) =>
        db.Set<JoinedTable>().Where(j => j.OrderId == orderId && j.OpenTableId != null).OrderBy(j => j.JoinedAt)
            .ToListAsync(ct);

    /// <summary>Nobody of the order sits at the tables joined to it any more.</summary>
    public static async Task FreeJoinedAsync(this RestpyDb db, Guid orderId, CancellationToken ct)
    {
        foreach (var joined in await db.JoinedToAsync(orderId, ct)) joined.Free();
    }
}
