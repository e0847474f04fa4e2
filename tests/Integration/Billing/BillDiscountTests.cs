using System.Net;
using Restpy.Pricing;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Discounts are held to the cap of the role that gives them.</summary>
public sealed class BillDiscountTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_discount_is_held_to_the_cap_of_the_role(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (waiter, cashier, manager) =
            (await restpy.AsAsync(Waiter), await restpy.AsAsync(Cashier), await restpy.AsAsync(Manager));
        var order = await restpy.OrderAsync("1000", "1000");
        var bill = await restpy.OpenAsync(waiter, order);
        var line = (await restpy.Orders.FindAsync(order)).Lines[0].LineId;
        object Percent(decimal percent, Guid? lineId = null) =>
            new { lineId, percent, amountMinor = 0, reason = "Late dish" };
        object Amount(long minor) => new { percent = 0, amountMinor = minor, reason = "Late dish" };
        async Task<HttpStatusCode> GiveAsync(StaffClient who, object body) =>
            (await who.CommandAsync($"/api/v1/bills/{bill}/discounts", body)).Status;

        Assert.Equal(HttpStatusCode.Forbidden, await GiveAsync(waiter, Percent(1)));
        Assert.Equal(HttpStatusCode.Forbidden, await GiveAsync(cashier, Percent(10.01m)));
        Assert.Equal(HttpStatusCode.Forbidden, await GiveAsync(cashier, Amount(20_001)));
        Assert.Equal(HttpStatusCode.OK, await GiveAsync(cashier, Amount(20_000)));
        Assert.Equal(HttpStatusCode.OK, await GiveAsync(cashier, Percent(10)));
        // Ten on a line on top of ten on the bill would be more than ten in all.
        Assert.Equal(HttpStatusCode.Forbidden, await GiveAsync(cashier, Percent(10, line)));
        Assert.Equal(HttpStatusCode.OK, await GiveAsync(manager, Percent(50, line)));
        Assert.Equal(HttpStatusCode.Forbidden, await GiveAsync(manager, Percent(51, line)));
        var view = await SeeAsync(waiter, bill);
        Assert.Equal(50_000 + 15_000, view.GetProperty("discountMinor").GetInt64());
        Assert.Equal(HttpStatusCode.OK, await GiveAsync(cashier, new { percent = 0, amountMinor = 0 }));
    }

    [Theory, OnBothDatabases]
    public async Task A_discount_up_to_the_cap_is_given_on_a_takeaway_with_packing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.MakeOrderAsync("spice-garden", "bengaluru", o => o with
        {
            Channel = "takeaway",
            Mode = ServiceMode.Takeaway,
        }, "300", "240");
        var bill = await restpy.OpenAsync(cashier, order.OrderId);
        Assert.True((await SeeAsync(cashier, bill)).GetProperty("packingMinor").GetInt64() > 0);
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 10, amountMinor = 0, reason = "A regular",
        });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task A_discount_given_within_the_cap_may_not_outgrow_it_when_the_order_shrinks(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("5000", "100");
        var bill = await restpy.OpenAsync(cashier, order);
        Assert.Equal(HttpStatusCode.OK, (await cashier.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 0, amountMinor = 50_000, reason = "Late dish",
        })).Status);
        await restpy.Orders.VoidAllAsync(order);
        await restpy.Orders.AddAsync(order, Line("600"));
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/print", new { });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("DiscountAboveCap", body.GetProperty("code").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task A_line_on_the_house_needs_a_manager_and_a_reason_and_stays_on_the_bill(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (cashier, manager) = (await restpy.AsAsync(Cashier), await restpy.AsAsync(Manager));
        var order = await restpy.OrderAsync("200", "100");
        var bill = await restpy.OpenAsync(cashier, order);
        var line = (await restpy.Orders.FindAsync(order)).Lines[1].LineId;
        var url = $"/api/v1/bills/{bill}/complimentary";
        Assert.Equal(HttpStatusCode.Forbidden, (await cashier.CommandAsync(url, new
        {
            lineId = line, complimentary = true, reason = "Birthday",
        })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.CommandAsync(url, new
        {
            lineId = line, complimentary = true, reason = " ",
        })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.CommandAsync(url, new
        {
            lineId = Guid.NewGuid(), complimentary = true, reason = "Birthday",
        })).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.CommandAsync(url, new
        {
            lineId = line, complimentary = true, reason = "Birthday",
        })).Status);
        var view = await SeeAsync(cashier, bill);
        Assert.Equal(10_000, view.GetProperty("complimentaryMinor").GetInt64());
        Assert.Equal(21_000, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal(2, view.GetProperty("lines").GetArrayLength());
    }
}
