using Microsoft.EntityFrameworkCore;
using Restpy.Menu.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.Contract.Questions;

/// <summary>
/// What Billing asks about orders and says to them. Every call runs in the caller's transaction and saves nothing
/// itself.
/// </summary>
public sealed class BillableOrders
{
    private readonly RestpyDb _db;
    private readonly RestaurantDirectory _restaurants;
    private readonly MenuCache _menus;

    internal BillableOrders(RestpyDb db, RestaurantDirectory restaurants, MenuCache menus) =>
        (_db, _restaurants, _menus) = (db, restaurants, menus);

    /// <summary>The order with its billable lines, or null when there is none in this restaurant.</summary>
    public async Task<BillableOrder?> FindAsync(Guid orderId, CancellationToken ct)
    {
        if (await _db.Set<Order>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == orderId, ct) is not { } order)
            return null;
        var lines = await _db.Set<OrderLine>().AsNoTracking()
            .Where(l => l.OrderId == orderId && l.State == LineState.Sent).OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort)
            .ToListAsync(ct);
        var language = (await _restaurants.GetAsync(_db.Scope.Restaurant, ct)).Languages[0];
        return OrderToBill.Of(order, lines, language);
    }

    /// <summary>Held until the end of the transaction: nothing is ordered or taken off meanwhile.</summary>
    public Task<bool> LockAsync(UnitOfWork work, Guid orderId, CancellationToken ct) =>
        work.LockAsync<Order>(orderId, ct);

    /// <summary>What is due was printed for the guests: they need not ask for it any more.</summary>
    public async Task BillBroughtAsync(Guid orderId, CancellationToken ct) =>
        (await GetAsync(orderId, ct)).BillBrought();

    /// <summary>Money was taken for a bill that has no number yet, or all of it was taken back.</summary>
    public async Task HoldsMoneyAsync(Guid orderId, bool holds, CancellationToken ct) =>
        (await GetAsync(orderId, ct)).HoldMoney(holds);

    /// <summary>
    /// The bill has its number: the table shows it, and no line may be added before the bill is reopened.
    /// </summary>
    /// <returns>Refuses for an order that is closed.</returns>
    public async Task<Outcome<Done>> BillPrintedAsync(Guid orderId, Guid billId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        if (order.BillPrinted() is { Error: { } refused }) return refused;
        _db.Publish(new OrderBilled(order.Id));
        return Done.It;
    }

    /// <summary>
    /// One part of a split bill has its number: its dishes are neither voided nor moved any more, others may come.
    /// </summary>
    public async Task<Outcome<Done>> PartBilledAsync(
        Guid orderId, IReadOnlyCollection<Guid> lineIds, CancellationToken ct)
    {
        if ((await GetAsync(orderId, ct)).PartBilled() is { Error: { } refused }) return refused;
        await MarkAsync(orderId, lineIds, true, ct);
        return Done.It;
    }

    /// <summary>A numbered part of a split bill was taken back.</summary>
    /// <param name="lineIds">Those that stand on no other numbered part.</param>
    public async Task PartReopenedAsync(Guid orderId, IReadOnlyCollection<Guid> lineIds, CancellationToken ct)
    {
        (await GetAsync(orderId, ct)).PartReopened();
        await MarkAsync(orderId, lineIds, false, ct);
        _db.Publish(new OrderReopened(orderId));
    }

    /// <summary>The bill was taken back before payment: the order runs again.</summary>
    public async Task BillReopenedAsync(Guid orderId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        order.BillReopened();
        _db.Publish(new OrderReopened(order.Id));
    }

    /// <summary>
    /// Paid in full: the order is completed as far as money goes, and the table is cleared when the branch does so by
    /// itself.
    /// </summary>
    public async Task PaidAsync(Guid orderId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        order.Paid(_db.Time.GetUtcNow());
        await _db.FreeJoinedAsync(order.Id, ct);
        _db.Publish(new OrderPaid(order.Id));
    }

    /// <summary>
    /// Orders of the branch that are neither paid nor cancelled, of business dates up to this one; it cannot close
    /// while there are any.
    /// </summary>
    public async Task<IReadOnlyList<OpenOrder>> OpenAsync(Guid branchId, DateOnly upTo, CancellationToken ct) =>
        [.. (await _db.Set<Order>().AsNoTracking()
            .Where(o => o.BranchId == branchId && o.ClosedAt == null && o.BusinessDate <= upTo
                && o.Channel != OrderChannel.Training).OrderBy(o => o.Number).ToListAsync(ct))
            .Select(o => new OpenOrder(
                o.Id, o.Label, o.OpenTableId is { } table ? $"/staff/pad?table={table}" : $"/staff/pad?order={o.Id}"))];

    /// <summary>
    /// What the categories on a branch's lines are called, by key; one that left the menu is missing.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, LocalText>> CategoriesAsync(Guid branchId, CancellationToken ct) =>
        (await _menus.OfAsync(_db.Scope.Restaurant, branchId, ct)).Categories.ToDictionary(c => c.Key, c => c.Name);

    private async Task MarkAsync(Guid orderId, IReadOnlyCollection<Guid> lineIds, bool billed, CancellationToken ct)
    {
        foreach (var line in await _db.Set<OrderLine>().Where(l => l.OrderId == orderId && lineIds.Contains(l.Id))
            .ToListAsync(ct)) line.Bill(billed);
    }

    private async Task<Order> GetAsync(Guid orderId, CancellationToken ct) =>
        await _db.Set<Order>().FirstAsync(o => o.Id == orderId, ct);
}
