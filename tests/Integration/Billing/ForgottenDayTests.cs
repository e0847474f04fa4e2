using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>The date has turned, and nobody closed the day before.</summary>
public sealed class ForgottenDayTests
{
    [Theory, OnBothDatabases]
    public async Task Sales_of_the_new_date_go_to_a_session_of_their_own(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await SellAsync(restpy, manager, "100");
        await YesterdayAsync(restpy);
        await SellAsync(restpy, manager, "200");
        Assert.Equal(["10500", "21000"], await TakenAsync(restpy));
    }

    [Theory, OnBothDatabases]
    public async Task Each_date_gets_a_Z_report_of_its_own_sales(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await SellAsync(restpy, manager, "100");
        var yesterday = await YesterdayAsync(restpy);
        await SellAsync(restpy, manager, "200");
        // The oldest first, where no date is named.
        var first = await CloseAsync(manager, 10_500, null);
        var second = await CloseAsync(manager, 21_000, yesterday.AddDays(1));
        Assert.Equal((10_500, 21_000),
            (first.GetProperty("expectedMinor").GetInt64(), second.GetProperty("expectedMinor").GetInt64()));
        var dates = await restpy.Product.InAsync("spice-garden", "bengaluru", s => s.GetRequiredService<RestpyDb>()
            .Set<ZReport>().OrderByDescending(z => z.Number).Take(2).Select(z => new { z.BusinessDate, z.PayableMinor })
            .ToListAsync());
        Assert.Equal([(yesterday.AddDays(1), 21_000L), (yesterday, 10_500L)],
            dates.Select(d => (d.BusinessDate, d.PayableMinor)));
    }

    [Theory, OnBothDatabases]
    public async Task Day_page_settle_and_floor_say_so_until_it_is_closed(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await SellAsync(restpy, manager, "100");
        await YesterdayAsync(restpy);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("300"));
        string[] pages = ["/staff/day?branch=bengaluru", $"/staff/bills/{bill}/settle", "/staff/floor"];
        foreach (var page in pages)
            Assert.Contains("/staff/day/close", (await manager.PageAsync(page)).QuerySelector("#forgotten")!.InnerHtml);
        await CloseAsync(manager, 10_500, null);
        foreach (var page in pages) Assert.Null((await manager.PageAsync(page)).QuerySelector("#forgotten"));
    }

    [Theory, OnBothDatabases]
    public async Task A_part_paid_the_day_before_is_named_on_both_papers(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("1000"));
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(manager, bill, "Cash", 40_000)).Status);
        var yesterday = await YesterdayAsync(restpy);
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(manager, bill, "Cash", 65_000)).Status);
        var before = await PaperAsync(manager, yesterday);
        Assert.Contains("for bills numbered on another day", before);
        Assert.Contains("400.00", before);
        Assert.Contains("Paid on other days", await PaperAsync(manager, yesterday.AddDays(1)));
    }

    private static async Task<string> PaperAsync(StaffClient who, DateOnly date) =>
        (await who.PageAsync($"/staff/day/x?branch=bengaluru&date={date:O}")).Body!.TextContent;

    private static async Task SellAsync(BillingRestaurant restpy, StaffClient who, string dish)
    {
        var bill = await restpy.OpenAsync(who, await restpy.OrderAsync(dish));
        var due = (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(who, bill, "Cash", due)).Status);
    }

    /// <summary>All that was done so far was done a business date before.</summary>
    private static Task<DateOnly> YesterdayAsync(BillingRestaurant restpy) =>
        restpy.Product.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var session = await db.Set<DrawerSession>().SingleAsync(d => d.ClosedAt == null
                && d.BranchId == db.Scope.Branch);
            var date = session.BusinessDate.AddDays(-1);
            db.Entry(session).Property(d => d.BusinessDate).CurrentValue = date;
            foreach (var bill in await db.Set<Restpy.Billing.Bill>().Where(b => b.DrawerSessionId == session.Id)
                .ToListAsync()) db.Entry(bill).Property(b => b.BusinessDate).CurrentValue = date;
            db.Act("billing.drawer-opened", session);
            await work.SaveAsync(true, default);
            return date;
        });

    private static Task<List<string>> TakenAsync(BillingRestaurant restpy) =>
        restpy.Product.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            // By the drawer and not by the date of the bill: the money lies in the one that is counted.
            var sums = await db.Set<DrawerSession>().Where(d => d.ClosedAt == null && d.BranchId == db.Scope.Branch)
                .OrderBy(d => d.BusinessDate).Select(d => db.Set<Restpy.Billing.Bill>()
                    .Where(b => b.Number != null && b.DrawerSessionId == d.Id).Sum(b => b.PaidMinor)).ToListAsync();
            return sums.Select(sum => $"{sum}").ToList();
        });

    private static async Task<JsonElement> CloseAsync(StaffClient who, long cashMinor, DateOnly? date)
    {
        var (status, body) = await who.CommandAsync("/api/v1/day/close", new
        {
            counts = new[] { new { denominationMinor = 100, pieces = cashMinor / 100 } }, businessDate = date,
        });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }
}
