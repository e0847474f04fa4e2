using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>
/// A table at which guests of an order sit beside its own: a large party, or two tables that became one. It counts
/// while its order is open and nobody has separated it.
/// </summary>
internal sealed class JoinedTable : IBranchOwned
{
    private JoinedTable() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid OrderId { get; private set; }
    public Guid TableId { get; private init; }
    public string Number { get; private init; } = "";

    /// <summary>The order that was at this table before; null where nobody sat there.</summary>
    public Guid? FromOrderId { get; private init; }
    public DateTimeOffset JoinedAt { get; private init; }
    public DateTimeOffset? SeparatedAt { get; private set; }

    public static JoinedTable Join(Order order, Guid tableId, string number, Guid? from, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), BranchId = order.BranchId, OrderId = order.Id, TableId = tableId, Number = number,
        FromOrderId = from, JoinedAt = now,
    };

    public void Follow(Order order) => OrderId = order.Id;

    public void Separate(DateTimeOffset now) => SeparatedAt = now;
}

/// <summary>Which open order sits at which table: its own, and those joined to it.</summary>
internal static class SeatedTables
{
    /// <summary>The tables that are joined to open orders now.</summary>
    public static IQueryable<JoinedTable> JoinedNow(this RestpyDb db) =>
        from joined in db.Set<JoinedTable>()
        where joined.SeparatedAt == null
            && db.Set<Order>().Any(o => o.Id == joined.OrderId && o.ClosedAt == null)
        select joined;

    public static async Task<Guid?> OrderAtAsync(this RestpyDb db, Guid tableId, CancellationToken ct) =>
        await db.Set<Order>().AsNoTracking().Where(o => o.OpenTableId == tableId).Select(o => (Guid?)o.Id)
            .FirstOrDefaultAsync(ct)
        ?? await db.JoinedNow().AsNoTracking().Where(j => j.TableId == tableId).Select(j => (Guid?)j.OrderId)
            .FirstOrDefaultAsync(ct);

    /// <summary>All tables somebody sits at.</summary>
    public static async Task<HashSet<Guid>> TakenTablesAsync(this RestpyDb db, CancellationToken ct) =>
    [
        .. await db.Set<Order>().AsNoTracking().Where(o => o.OpenTableId != null).Select(o => o.OpenTableId!.Value)
            .ToListAsync(ct),
        .. await db.JoinedNow().AsNoTracking().Select(j => j.TableId).ToListAsync(ct),
    ];
}
