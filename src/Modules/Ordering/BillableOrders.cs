using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

/// <summary>Answers Billing's questions about orders, inside Billing's transaction.</summary>
internal sealed class BillableOrders(RestpyDb db, RestaurantDirectory restaurants, MenuCache menus) : IBillableOrders
{
    public async Task<BillableOrder?> FindAsync(Guid orderId, CancellationToken ct)
    {
        if (await db.Set<Order>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == orderId, ct) is not { } order)
            return null;
        var lines = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => l.OrderId == orderId && l.State == LineState.Sent).OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort)
            .ToListAsync(ct);
        var language = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Languages[0];
        return Of(order, lines, language);
    }

    internal static BillableOrder Of(Order order, IEnumerable<OrderLine> lines, string language) =>
        new(order.Id, order.BranchId, order.Label, order.Channel.Word(), Mode(order.Channel), order.Covers,
            order.WaiterId, order.WaiterName, order.GuestName,
            order.OpenedAt, order.BusinessDate, order.WantsServiceCharge,
            [.. lines.Select(l => Billable(l, language))]);

    public async Task<Error?> BillPrintedAsync(Guid orderId, Guid billId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        if (order.BillPrinted() is { Ok: false } refused) return refused.Error;
        db.Publish(new OrderBilled(order.Id));
        return null;
    }

    public async Task BillReopenedAsync(Guid orderId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        order.BillReopened();
        db.Publish(new OrderReopened(order.Id));
    }

    public async Task PaidAsync(Guid orderId, CancellationToken ct)
    {
        var order = await GetAsync(orderId, ct);
        order.Paid(db.Time.GetUtcNow());
        db.Publish(new OrderPaid(order.Id));
    }

    public async Task<IReadOnlyList<OpenOrder>> OpenAsync(Guid branchId, DateOnly upTo, CancellationToken ct) =>
        [.. (await db.Set<Order>().AsNoTracking()
            .Where(o => o.BranchId == branchId && o.ClosedAt == null && o.BusinessDate <= upTo
                && o.Channel != OrderChannel.Training).OrderBy(o => o.Number).ToListAsync(ct))
            .Select(o => new OpenOrder(
                o.Id, o.Label, o.OpenTableId is { } table ? $"/staff/pad?table={table}" : $"/staff/pad?order={o.Id}"))];

    public async Task<IReadOnlyDictionary<string, LocalText>> CategoriesAsync(Guid branchId, CancellationToken ct) =>
        (await menus.OfAsync(db.Scope.Restaurant, branchId, ct)).Categories.ToDictionary(c => c.Key, c => c.Name);

    internal static ServiceMode Mode(OrderChannel channel) =>
        channel is OrderChannel.DineIn or OrderChannel.Training ? ServiceMode.DineIn : ServiceMode.Takeaway;

    internal static BillableLine Billable(OrderLine l, string language) =>
        new(l.Id, l.ItemId, l.Category, l.Name.In(language), l.Detail.In(language), l.Quantity, l.UnitPriceMinor,
            l.TaxCategory, false);

    private async Task<Order> GetAsync(Guid orderId, CancellationToken ct) =>
        await db.Set<Order>().FirstAsync(o => o.Id == orderId, ct);
}
