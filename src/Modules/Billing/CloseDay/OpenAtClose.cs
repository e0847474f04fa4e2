using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Billing.CloseDay;

/// <summary>
/// The checklist before a close: bills and orders of the day that are still open, each with the page that ends it.
/// </summary>
internal sealed class OpenAtClose(RestpyDb db, BillableOrders orders)
{
    internal sealed record Item(OrderLabel Label, string Url, bool IsBill);

    public async Task<IReadOnlyList<Item>> OfAsync(Guid branchId, DateOnly day, CancellationToken ct)
    {
        var bills = await db.OpenBills(branchId, day).Select(b => new
        {
            b.Id, b.OrderId, Label = new OrderLabel(
            b.Channel, b.Number == null ? b.Place : b.Place + " (" + b.Number + ")"),
        }).ToListAsync(ct);
        var billed = bills.Select(b => b.OrderId).ToHashSet();
        var running = await orders.OpenAsync(branchId, day, ct);
        return [.. bills.Select(b => new Item(b.Label, $"/staff/bills/{b.Id}", true)),
            .. running.Where(o => !billed.Contains(o.OrderId)).Select(o => new Item(o.Label, o.Url, false))];
    }
}
