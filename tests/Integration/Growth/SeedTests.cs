#pragma warning disable RS0030 // Counts what is really there, past the wall.
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Drawer;
using Restpy.Growth;
using Restpy.Host;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Payments;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// What ./restpy seed leaves is a restaurant like any other: the product goes on in it as if it had always traded
/// there.
/// </summary>
public sealed class SeedTests(GrownProduct seeded)
{
    private const string Slug = "restaurant-00002";

    [Fact]
    public async Task A_copy_goes_on_with_the_next_order_and_the_next_bill()
    {
        var restpy = await seeded.StartAsync();
        using var waiter = await restpy.SignInAsync($"waiter@{Slug}.example");
        using var cashier = await restpy.SignInAsync($"cashier@{Slug}.example");
        var lastBill = await LastBillAsync(restpy);
        var lastOrders = await LastOrdersAsync(restpy);
        Assert.True(lastBill > 3 && lastOrders.Values.All(n => n > 0));
        var dish = await restpy.InAsync(Slug, "bengaluru", async s =>
        {
            var menu = await s.GetRequiredService<MenuCache>()
                .OfAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch,
                    default);
            return menu.Items.Values.First(
                i => i is { SoldOut: false, Left: null } && i.Variants.Count == 0 && i.Groups.All(g => g.Min == 0)).Id;
        });
        var (status, sent) = await waiter.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, lines = new[] { new { itemId = dish, quantity = 2, note = "" } },
        });
        Assert.True(status == HttpStatusCode.OK, sent.ToString());
        var order = sent.GetProperty("orderId").GetGuid();
        var (opened, bill) = await cashier.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        Assert.True(opened == HttpStatusCode.OK, bill.ToString());
        var id = bill.GetProperty("billId").GetGuid();
        var (settled, answer) = await cashier.CommandAsync($"/api/v1/bills/{id}/settle", new
        {
            tenders = new[] { new
            {
                kind = "Card", amountMinor = bill.GetProperty("dueMinor").GetInt64(), reference = "1111",
            } },
        });
        Assert.True(settled == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(lastBill + 1, await LastBillAsync(restpy));
        // A business date may have ended since the seeding; the first order of another is number one.
        var (date, number) = await restpy.InAsync(Slug, "bengaluru", async s =>
        {
            var made = await s.GetRequiredService<RestpyDb>().Set<Order>().SingleAsync(o => o.Id == order);
            return (made.BusinessDate, made.Number);
        });
        Assert.Equal(lastOrders.GetValueOrDefault(date) + 1, number);
        // And the log of the restaurant names the order at its top.
        using var owner = await restpy.SignInAsync($"owner@{Slug}.example");
        Assert.NotEmpty((await owner.PageAsync($"/staff/log?thing={order}")).QuerySelectorAll("details.more[id^=e-]"));
    }

    [Fact]
    public async Task The_papers_of_every_restaurant_add_up_and_have_no_gap()
    {
        var restpy = await seeded.StartAsync();
        foreach (var slug in new[] { SeedCommand.Slug(1), Slug, SeedCommand.Slug(GrownProduct.Restaurants) })
            await restpy.InAsync(slug, null, async services =>
            {
                var db = services.GetRequiredService<RestpyDb>();
                var bills = await db.Set<Bill>().AsNoTracking().Where(b => b.Number != null).ToListAsync();
                var lines = await db.Set<BillLine>().AsNoTracking().ToListAsync();
                var tenders = await db.Set<Tender>().AsNoTracking().ToListAsync();
                Assert.True(bills.Count > GrownProduct.Days * 6);
                foreach (var bill in bills)
                {
                    Assert.Equal(bill.GrossMinor, lines.Where(l => l.BillId == bill.Id).Sum(l => l.GrossMinor));
                    if (bill.PaidAt is not null)
                        Assert.Equal(bill.PayableMinor + bill.TipMinor,
                            tenders.Where(t => t.BillId == bill.Id).Sum(t => t.AmountMinor));
                }
                foreach (var series in bills.GroupBy(b => (b.SellerTaxNumber, b.Series, b.SeriesYear)))
                    Assert.Equal(Enumerable.Range(1, series.Count()).Select(n => (long)n),
                        series.Select(b => b.Sequence).Order());
                // The chain of Z reports is the restaurant's own, and each day's money is its bills'.
                foreach (var branch in (await db.Set<ZReport>().AsNoTracking().ToListAsync()).GroupBy(z => z.BranchId))
                {
                    var last = "";
                    foreach (var z in branch.OrderBy(z => z.Number))
                    {
                        Assert.Equal(ZReport.HashOf(last, z.Number, z.FiguresJson), last = z.Hash);
                        Assert.Equal(z.PayableMinor,
                            bills.Where(b => b.BranchId == z.BranchId && b.BusinessDate == z.BusinessDate)
                            .Sum(b => b.PayableMinor));
                    }
                    Assert.Equal(GrownProduct.Days, branch.Count());
                }
                return true;
            });
    }

    [Fact]
    public async Task The_report_of_a_day_says_what_its_bills_say()
    {
        var restpy = await seeded.StartAsync();
        using var owner = await restpy.SignInAsync($"owner@{Slug}.example");
        var (branch, day, net) = await restpy.InAsync(Slug, "mumbai", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var date = await db.Set<ZReport>().MaxAsync(z => z.BusinessDate);
            return (s.GetRequiredService<WorkScope>().Branch, date,
                await db.Set<Bill>().Where(b => b.BusinessDate == date && b.Number != null)
                .SumAsync(b => b.TaxableMinor));
        });
        var page = await owner.PageAsync($"/staff/sales?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&branch={branch}");
        Assert.Equal(Money.Format(net, Currency.Inr), page.QuerySelector("[data-tile=net] dd")!.TextContent);
        Assert.True(net > 0);
    }

    [Fact]
    public async Task It_is_refused_where_there_is_somebodys_trade_and_to_any_other_role()
    {
        await seeded.StartAsync();
        var again = await Assert.ThrowsAsync<DatabaseRefusedException>(
            () => SeedAsync(TestDatabases.As(PostgresRoles.Owner, seeded.Application)));
        Assert.Contains(SeedCommand.Slug(1), again.Message);
        var application = await Assert.ThrowsAsync<DatabaseRefusedException>(() => SeedAsync(seeded.Application));
        Assert.Contains(PostgresRoles.Owner, application.Message);
        var empty = await Assert.ThrowsAsync<DatabaseRefusedException>(
            async () => await SeedAsync((await TestDatabases.EmptyAsync(DatabaseKind.Postgres)).ConnectionString));
        Assert.Contains("./restpy migrate", empty.Message);

        static Task SeedAsync(string connection) =>
            SeedCommand.SeedAsync(
                DatabaseOptions.From("", connection), new(1, 1, 2), ModuleList.All, TextWriter.Null, default);
    }

    private static Task<long> LastBillAsync(TestProduct restpy) =>
        restpy.InAsync(Slug, "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Bill>().Where(b => b.Number != null).MaxAsync(b => b.Sequence));

    private static Task<Dictionary<DateOnly, int>> LastOrdersAsync(TestProduct restpy) =>
        restpy.InAsync(Slug, "bengaluru", s => s.GetRequiredService<RestpyDb>().Set<Order>()
            .GroupBy(o => o.BusinessDate).Select(g => new { g.Key, Last = g.Max(o => o.Number) })
            .ToDictionaryAsync(g => g.Key, g => g.Last));
}
