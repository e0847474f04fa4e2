using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.MumbaiDay;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A day stays open while a bill or an order of its date is open.</summary>
public sealed class OpenDayTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task The_day_does_not_close_over_open_bills_or_orders_and_names_them(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            var order = await restpy.MakeOrderAsync(
                "spice-garden", "mumbai", o => o with { Label = new(OrderLabel.Table, "77") }, "100");
            var bill = await restpy.OpenAsync(who, order.OrderId);
            var (status, body) = await CloseAsync(who);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("Table 77", body.GetProperty("title").GetString());
            await restpy.PrintAsync(who, bill);
            await PayAsync(who, bill, "Cash", 5_000);
            Assert.Equal(HttpStatusCode.Conflict, (await CloseAsync(who)).Status);
            await PayAsync(who, bill, "Cash", 5_500);
            var unbilled = await restpy.MakeOrderAsync(
                "spice-garden", "mumbai", o => o with { Label = new(OrderLabel.Table, "78") }, "100");
            (status, body) = await CloseAsync(who);
            Assert.Equal("DayHasOpenOrders", body.GetProperty("code").GetString());
            Assert.Contains("Table 78", body.GetProperty("title").GetString());
            await restpy.Orders.EndAsync(unbilled.OrderId);
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task What_has_begun_on_the_next_business_date_does_not_hold_up_the_last(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            var tomorrow = await restpy.MakeOrderAsync(
                "spice-garden", "mumbai", o => o with { BusinessDate = o.BusinessDate.AddDays(1) }, "100");
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
            // On its own date it does.
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            await restpy.Orders.MoveToAsync(tomorrow.OrderId, tomorrow.BusinessDate.AddDays(-1));
            Assert.Equal("DayHasOpenOrders", (await CloseAsync(who)).Body.GetProperty("code").GetString());
            await restpy.Orders.EndAsync(tomorrow.OrderId);
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_keeps_its_own_day_open_and_no_day_before(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
        {
            var id = await restpy.OpenAsync(who, await restpy.OrderAtAsync("spice-garden", "mumbai", "100"));
            await restpy.Product.InAsync("spice-garden", "mumbai", async s =>
            {
                var db = s.GetRequiredService<RestpyDb>();
                var bill = await db.Set<Bill>().AsNoTracking().SingleAsync(b => b.Id == id);
                Assert.Empty(await db.OpenBills(bill.BranchId, bill.BusinessDate.AddDays(-1)).ToListAsync());
                foreach (var day in new[] { bill.BusinessDate, bill.BusinessDate.AddDays(1) })
                    Assert.Equal([id], await db.OpenBills(bill.BranchId, day).Select(b => b.Id).ToListAsync());
                return 0;
            });
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            Assert.Equal("DayHasOpenBills", (await CloseAsync(who)).Body.GetProperty("code").GetString());
        });
    }
}
