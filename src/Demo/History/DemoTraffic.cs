using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Billing.OpenBill;
using Restpy.Billing.SettleBill;
using Restpy.Demo.Restaurants;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.SendOrder;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Demo.History;

/// <summary>
/// Lets the demo's evening go on by itself (demo-trade=true): every half minute something small happens in each branch.
/// A table orders, the kitchen finishes a ticket, an old bill is paid.
/// </summary>
internal sealed class DemoTraffic(IServiceScopeFactory scopes, JobLeader lead, ILogger<DemoTraffic> log)
    : BackgroundService
{
    private const int MostOpen = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30), Cooks = TimeSpan.FromMinutes(8), Eats =
        TimeSpan.FromMinutes(80);
    private readonly Random _dice = new Random(31);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (lead.LeaderTerm is null) continue;
            foreach (var slug in DemoRestaurants.All.Select(h => h.Slug)) await StepAsync(slug, stoppingToken);
        }
    }

    private async Task StepAsync(string slug, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var restaurant = (await scope.ServiceProvider.GetRequiredService<RestaurantDirectory>().FindAsync(slug, ct))!;
        foreach (var branch in restaurant.Branches)
        {
            try
            {
                var shift = new Shift(
                    scopes, restaurant, branch, await Crew.OfAsync(scopes, restaurant, branch, slug, ct));
                if (await shift.HasPastAsync(ct)) await StepAsync(shift, ct);
            }
            catch (DemoHistoryConflictException met)
            {
                // Somebody who tries the demo was quicker at the same table.
                log.LogDebug("{Branch}: {Met}", branch.Name, met.Message);
            }
        }
    }

    private async Task StepAsync(Shift shift, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var late = (await shift.ReadyAsync(now, ct)).FirstOrDefault(t => now - t.SentAt > Cooks);
        var (open, free, menu) = await shift.AsAsync(shift.Crew.Waiter, now, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var orders = await db.Set<Order>().AsNoTracking().Where(o => o.ClosedAt == null && o.Kots > 0)
                .OrderBy(o => o.OpenedAt).ToListAsync(ct);
            var taken = await db.Set<Order>().AsNoTracking().Where(o => o.OpenTableId != null)
                .Select(o => o.OpenTableId!.Value).ToListAsync(ct);
            var tables = (await s.GetRequiredService<Tables>().OfBranchAsync(ct)).Where(t => !taken.Contains(t.Id))
                .ToList();
            return (orders, tables,
                await s.GetRequiredService<MenuCache>().OfAsync(shift.Restaurant.Id, shift.Branch.Id, ct));
        });
        if (late is not null) await shift.BumpAsync(late, now, ct);
        if (open.FirstOrDefault(o => now - o.OpenedAt > Eats) is { } done) await PayAsync(shift, done.Id, now, ct);
        if (open.Count < MostOpen && free.Count > 0 && _dice.Next(3) == 0)
            await OrderAsync(shift, free[_dice.Next(free.Count)], menu, now, ct);
    }

    private async Task OrderAsync(
        Shift shift, TableInfo table, BranchMenu menu, DateTimeOffset now, CancellationToken ct)
    {
        var plain = menu.Items.Values.Where(i => i is { SoldOut: false, Left: null } && i.Variants.Count == 0
            && i.Groups.All(g => g.Min == 0)).ToList();
        var request = new SendOrderRequest(Id.New(), null, table.Id, OrderChannel.DineIn, table.Seats, null, null,
            [.. Enumerable.Range(0, _dice.Next(1, 4))
                .Select(_ => new LineRequest(plain[_dice.Next(plain.Count)].Id, null, [], 1, null))]);
        await shift.CommandAsync(shift.Crew.Waiter, now, request.CommandId, request,
            s => s.GetRequiredService<SendOrderHandler>().HandleAsync(request, s.Actor(), ct));
    }

    private static async Task PayAsync(Shift shift, Guid order, DateTimeOffset now, CancellationToken ct)
    {
        var open = new OpenBillRequest(order, Id.New());
        var bill = await shift.CommandAsync(shift.Crew.Cashier, now, open.CommandId, open,
            s => s.GetRequiredService<OpenBillHandler>().HandleAsync(open, s.Actor(), ct));
        var settle = new SettleBillRequest(bill.BillId, [new(TenderKind.Card, bill.DueMinor, "1111")], null, Id.New());
        await shift.CommandAsync(shift.Crew.Cashier, now, settle.CommandId, settle,
            s => s.GetRequiredService<SettleBillHandler>().HandleAsync(settle, s.Actor(), ct));
    }
}
