using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.IssueBill;
using Restpy.Billing.OpenBill;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Ordering.GuestStatus;
using Restpy.Ordering.SeatTable;
using Restpy.Ordering.SendOrder;
using Restpy.Ordering.ServeKot;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Demo.History;

/// <summary>
/// The middle of an evening: tables seated, running, ready, with a bill, overdue; guests' orders that wait for a tap.
/// </summary>
internal sealed class CurrentEvening(Shift shift, Random dice)
{
    private IReadOnlyList<TableInfo> _tables = [];
    private BranchMenu _menu = null!;

    public async Task BeginAsync(DateTimeOffset now, CancellationToken ct)
    {
        var start = shift.Branch.Day.Start(shift.Branch.Day.Of(now));
        // Right after the cut-off the business day is younger than the guests at the tables would be.
        DateTimeOffset Ago(int minutes) => now.AddMinutes(-minutes) is var then && then > start ? then : start;
        await shift.OpenDrawerAsync(Ago(180), 200_000, ct);
        await LookAroundAsync(Ago(90), ct);
        var billed = await SendAsync(0, 3, Ago(75), ct);
        var asks = await SendAsync(1, 4, Ago(55), ct);
        var eats = await SendAsync(2, 3, Ago(50), ct);
        await CookAsync(Ago(35), serve: true, ct);
        await SendAsync(3, 2, Ago(16), ct);
        await CookAsync(Ago(3), serve: false, ct);
        await SendAsync(4, 3, Ago(26), ct);
        await SendAsync(5, 2, Ago(9), ct);
        await SendAsync(6, 4, Ago(4), ct);
        await SendAsync(null, 2, Ago(6), ct);
        await SeatAsync(7, Ago(5), ct);
        await BillAsync(billed, Ago(4), ct);
        await shift.MustAsync(
            shift.Crew.Waiter, Ago(2), s => s.GetRequiredService<CallWaiterHandler>().AskBillAsync(asks, false, ct));
        await shift.MustAsync(
            shift.Crew.Waiter, Ago(1), s => s.GetRequiredService<CallWaiterHandler>().CallAsync(eats, ct));
        await GuestOrdersAsync(_tables[8 % _tables.Count], Ago(2), ct);
        await GuestOrdersAsync(_tables[9 % _tables.Count], Ago(1), ct);
    }

    private Task<bool> LookAroundAsync(DateTimeOffset at, CancellationToken ct) =>
        shift.AsAsync(shift.Crew.Waiter, at, async s =>
    {
        _tables = await s.GetRequiredService<Tables>().OfBranchAsync(ct);
        _menu = await s.GetRequiredService<MenuCache>().OfAsync(shift.Restaurant.Id, shift.Branch.Id, ct);
        return true;
    });

    /// <param name="table">Its place in the list; null sends a takeaway.</param>
    private async Task<Guid> SendAsync(int? table, int dishes, DateTimeOffset at, CancellationToken ct)
    {
        var seated = table is { } place ? _tables[place % _tables.Count] : null;
        var request = new SendOrderRequest(Id.New(), null, seated?.Id, seated is null ? OrderChannel.Takeaway
            : OrderChannel.DineIn, seated?.Seats ?? 0, null, null,
            [.. Enumerable.Range(0, dishes).Select(_ => Dish())]);
        return (await shift.CommandAsync(shift.Crew.Waiter, at, request.CommandId, request,
            s => s.GetRequiredService<SendOrderHandler>().HandleAsync(request, s.Actor(), ct))).OrderId;
    }

    private Task<SeatTableAnswer> SeatAsync(int table, DateTimeOffset at, CancellationToken ct)
    {
        var request = new SeatTableRequest(Id.New(), _tables[table % _tables.Count].Id, 2);
        return shift.CommandAsync(shift.Crew.Waiter, at, request.CommandId, request,
            s => s.GetRequiredService<SeatTableHandler>().HandleAsync(request, s.Actor(), ct));
    }

    private async Task CookAsync(DateTimeOffset at, bool serve, CancellationToken ct)
    {
        var cooked = await shift.ReadyAsync(at, ct);
        foreach (var ticket in cooked) await shift.BumpAsync(ticket, at, ct);
        foreach (var kot in serve ? cooked : [])
            await shift.MustAsync(shift.Crew.Waiter, at.AddMinutes(2),
                s => s.GetRequiredService<ServeKotHandler>().HandleAsync(kot.Id, s.Actor(), ct));
    }

    private async Task BillAsync(Guid order, DateTimeOffset at, CancellationToken ct)
    {
        var open = new OpenBillRequest(order, Id.New());
        var bill = await shift.CommandAsync(shift.Crew.Cashier, at, open.CommandId, open,
            s => s.GetRequiredService<OpenBillHandler>().HandleAsync(open, s.Actor(), ct));
        var issue = new IssueBillRequest(bill.BillId, Id.New());
        await shift.CommandAsync(shift.Crew.Cashier, at, issue.CommandId, issue,
            s => s.GetRequiredService<IssueBillHandler>().HandleAsync(issue, s.Actor(), ct));
    }

    /// <summary>From a phone at the table: it waits for a tap of the waiter.</summary>
    private Task<PlacedGuestOrder> GuestOrdersAsync(TableInfo table, DateTimeOffset at, CancellationToken ct) =>
        shift.MustAsync(shift.Crew.Waiter, at, s =>
        {
            var place = new GuestPlace(shift.Restaurant, shift.Branch, table, "/t/demo", s.GetRequiredService<Words>(),
                shift.Restaurant.Languages[0], at, $"demo-{table.Number}");
            return s.GetRequiredService<PlaceGuestOrderHandler>()
                .HandleAsync(place, new([Dish(), Dish()], null, false, "", ""), s.Actor(), ct);
        });

    /// <summary>Any dish on sale, with the first variant and the fewest modifiers that are allowed.</summary>
    private LineRequest Dish()
    {
        var onSale = _menu.Categories.SelectMany(c => c.Items).Where(i => i is { SoldOut: false, Left: null }).ToList();
        var item = onSale[dice.Next(onSale.Count)];
        return new(item.Id, item.Variants.Count > 0 ? item.Variants[0].Id
            : null, [.. item.Groups.SelectMany(g => g.Modifiers.Take(g.Min)).Select(m => m.Id)], 1, null);
    }
}
