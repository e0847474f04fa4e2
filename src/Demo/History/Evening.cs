using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Billing.OpenBill;
using Restpy.Billing.SettleBill;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.SendOrder;
using Restpy.Platform.Data;

namespace Restpy.Demo.History;

/// <summary>One day of a branch: a quiet lunch, a fuller dinner, a counted drawer.</summary>
internal sealed class Evening(Shift shift, DateOnly day, Random dice)
{
    /// <summary>Visits at lunch, at dinner, and how many more at dinner on Fridays and Saturdays.</summary>
    public (int Lunch, int Dinner, int Weekend) Visits { get; init; } = (5, 8, 6);

    private const long FloatMinor = 200_000;
    private IReadOnlyList<TableInfo> _tables = [];
    private BranchMenu _menu = null!;
    private long _cashMinor = FloatMinor;

    public async Task RunAsync(CancellationToken ct)
    {
        var start = shift.Branch.Day.Start(day);
        await LookAroundAsync(start, ct);
        await shift.OpenDrawerAsync(start.AddHours(7), FloatMinor, ct);
        var weekend = day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday ? Visits.Weekend : 0;
        // Hours after the cut-off at 04:00: lunch around 13:00, dinner around 20:30.
        for (var lunch = 0; lunch < Visits.Lunch; lunch++) await VisitAsync(start.AddMinutes(dice.Next(500, 610)), ct);
        for (var dinner = 0; dinner < Visits.Dinner + weekend; dinner++)
            await VisitAsync(start.AddMinutes(dice.Next(900, 1080)), ct);
        await shift.CloseDayAsync(start.AddHours(19.5), _cashMinor, ct);
    }

    /// <summary>
    /// The middle of a service: the drawer is open, guests sit, some dishes are cooking, one bill waits for its money.
    /// </summary>
    public async Task BeginAsync(DateTimeOffset now, int seated, CancellationToken ct)
    {
        var start = shift.Branch.Day.Start(day);
        // Right after the cut-off the business day is younger than the guests at the tables would be.
        DateTimeOffset Ago(int minutes) => now.AddMinutes(-minutes) is var then && then > start ? then : start;
        await LookAroundAsync(Ago(90), ct);
        await shift.OpenDrawerAsync(Ago(90), FloatMinor, ct);
        foreach (var (table, place) in _tables.Take(seated).Select((table, place) => (table, place)))
        {
            var sent = await SendAsync(null, table, table.Seats, dice.Next(2, 5), Ago(60 - place), ct);
            if (place >= seated / 2) continue;
            await CookAsync(Ago(30), ct);
            if (place == 0) await OpenBillAsync(sent.OrderId, Ago(5), ct);
        }
    }

    private Task<bool> LookAroundAsync(DateTimeOffset at, CancellationToken ct) =>
        shift.AsAsync(shift.Crew.Waiter, at, async s =>
    {
        _tables = await s.GetRequiredService<Tables>().OfBranchAsync(ct);
        _menu = await s.GetRequiredService<MenuCache>().OfAsync(shift.Restaurant.Id, shift.Branch.Id, ct);
        return true;
    });

    private async Task VisitAsync(DateTimeOffset arrives, CancellationToken ct)
    {
        var atTable = dice.Next(5) > 0;
        var table = atTable ? _tables[dice.Next(_tables.Count)] : null;
        var covers = table is null ? 0 : dice.Next(1, table.Seats + 1);
        var sent = await SendAsync(null, table, covers, dice.Next(2, 5), arrives, ct);
        if (table is not null && dice.Next(2) == 0)
            await SendAsync(sent.OrderId, table, 0, dice.Next(1, 3), arrives.AddMinutes(25), ct);
        await CookAsync(arrives.AddMinutes(35), ct);
        var leaves = arrives.AddMinutes(table is null ? 20 : dice.Next(50, 90));
        var bill = await OpenBillAsync(sent.OrderId, leaves, ct);
        await PayAsync(bill, leaves.AddMinutes(4), ct);
    }

    private Task<SendOrderAnswer> SendAsync(
        Guid? order, TableInfo? table, int covers, int dishes, DateTimeOffset at, CancellationToken ct)
    {
        var lines = Enumerable.Range(0, dishes).Select(_ => Dish()).ToList();
        var request = new SendOrderRequest(Id.New(), order, table?.Id, table is null ? OrderChannel.Takeaway
            : OrderChannel.DineIn, covers, null, null, lines);
        return shift.CommandAsync(shift.Crew.Waiter, at, request.CommandId, request,
            s => s.GetRequiredService<SendOrderHandler>().HandleAsync(request, s.Actor(), ct));
    }

    /// <summary>Any dish on sale, with the first variant and the fewest modifiers that are allowed.</summary>
    private LineRequest Dish()
    {
        var onSale = _menu.Categories.SelectMany(c => c.Items).Where(i => i is { SoldOut: false, Left: null }).ToList();
        var item = onSale[dice.Next(onSale.Count)];
        var modifiers = item.Groups.SelectMany(g => g.Modifiers.Take(g.Min)).Select(m => m.Id).ToList();
        return new(item.Id, item.Variants.Count > 0 ? item.Variants[dice.Next(item.Variants.Count)].Id
            : null, modifiers, dice.Next(4) == 0 ? 2 : 1, null);
    }

    private async Task CookAsync(DateTimeOffset at, CancellationToken ct)
    {
        foreach (var ticket in await shift.ReadyAsync(at, ct)) await shift.BumpAsync(ticket, at, ct);
    }

    private Task<BillAnswer> OpenBillAsync(Guid order, DateTimeOffset at, CancellationToken ct)
    {
        var request = new OpenBillRequest(order, Id.New());
        return shift.CommandAsync(shift.Crew.Cashier, at, request.CommandId, request,
            s => s.GetRequiredService<OpenBillHandler>().HandleAsync(request, s.Actor(), ct));
    }

    private async Task PayAsync(BillAnswer bill, DateTimeOffset at, CancellationToken ct)
    {
        var india = shift.Restaurant.Country == "IN";
        var kind = dice.Next(10) switch
        {
            < 3 => TenderKind.Cash,
            < 7 when india => TenderKind.Upi,
            _ => TenderKind.Card,
        };
        var reference = kind switch
        {
            TenderKind.Upi => $"UPI{dice.NextInt64(100_000_000_000, 999_999_999_999)}",
            TenderKind.Card => $"{dice.Next(1000, 9999)}",
            _ => null,
        };
        var request = new SettleBillRequest(bill.BillId, [new(kind, bill.DueMinor, reference)], null, Id.New());
        var settled = await shift.CommandAsync(shift.Crew.Cashier, at, request.CommandId, request,
            s => s.GetRequiredService<SettleBillHandler>().HandleAsync(request, s.Actor(), ct));
        if (kind == TenderKind.Cash) _cashMinor += settled.TakenMinor;
    }
}
