using System.Net;
using System.Text.Json;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.Splits;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A bill that several guests pay, each with an invoice of their own.</summary>
public sealed class SplitBillTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Three_equal_parts_come_to_the_whole_and_free_the_table_with_the_last(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("3*250", "202");
        var bill = await restpy.OpenAsync(cashier, order);
        var whole = await DueAsync(cashier, bill);
        var parts = await SplitAsync(cashier, bill, new { ways = 3 });
        Assert.Equal(2, parts.Count);
        Guid[] all = [bill, .. parts];
        Assert.Equal(whole, await SumAsync(cashier, all));

        foreach (var part in all)
        {
            Assert.Equal(OrderState.Open, await restpy.Orders.StateAsync(order));
            var (status, paid) = await PayAsync(cashier, part, "Cash", await DueAsync(cashier, part));
            Assert.True(status == HttpStatusCode.OK, paid.ToString());
            Assert.Matches("^BLR1/", paid.GetProperty("number").GetString());
        }
        Assert.Equal(OrderState.Completed, await restpy.Orders.StateAsync(order));
        Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
        Assert.Equal(whole, await PaidAsync(cashier, all));
    }

    [Theory, OnBothDatabases]
    public async Task A_part_has_its_own_dishes_buyer_discount_and_tip(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.Orders.FindAsync(await restpy.OrderAsync("3*100", "400"));
        var bill = await restpy.OpenAsync(manager, order.OrderId);
        var part = Assert.Single(await SplitAsync(manager, bill, Dishes((order.Lines[0], 2))));
        Assert.Equal(21_000, await DueAsync(manager, part));
        Assert.Equal(52_500, await DueAsync(manager, bill));

        await OkAsync(manager, $"/api/v1/bills/{part}/discounts", new
        {
            percent = 10, amountMinor = 0, reason = "Cold soup",
        });
        await OkAsync(manager, $"/api/v1/bills/{part}/buyer", new
        {
            name = "Acme Foods", taxNumber = "29AABCU9603R1ZJ", address = "",
        });
        await OkAsync(manager, $"/api/v1/bills/{part}/tip", new { tipMinor = 1_000 });
        Assert.Equal(18_900 + 1_000, await DueAsync(manager, part));
        Assert.Equal(52_500, await DueAsync(manager, bill));
        var (_, paid) = await PayAsync(manager, part, "Card", 19_900);
        Assert.Equal("Paid", paid.GetProperty("state").GetString());
        var paper = (await manager.PageAsync($"/staff/bills/{part}/print?copy=1")).Body!.TextContent;
        Assert.Contains("Acme Foods", paper);
        Assert.DoesNotContain("Acme Foods", (await manager.PageAsync($"/staff/bills/{bill}")).Body!
            .QuerySelector(".lines")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_ordered_after_the_first_part_was_paid_is_on_the_rest(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("600");
        var bill = await restpy.OpenAsync(cashier, order);
        var part = Assert.Single(await SplitAsync(cashier, bill, new { ways = 2 }));
        await PayAsync(cashier, bill, "Cash", 31_500);
        await restpy.Orders.AddAsync(order, Line("100"));
        Assert.Equal(42_000, await DueAsync(cashier, part));
        var line = (await restpy.Orders.FindAsync(order)).Lines[0].LineId;
        var (status, why) = await cashier.CommandAsync(
            $"/api/v1/orders/lines/{line}/void", new { quantity = 1, reason = "Wrong" });
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden, why.ToString());
        var manager = await restpy.AsAsync(Manager);
        var (refused, code) = await manager.CommandAsync(
            $"/api/v1/orders/lines/{line}/void", new { quantity = 1, reason = "Wrong" });
        Assert.Equal((HttpStatusCode.Conflict, "DishIsBilled"), (refused, code.GetProperty("code").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_split_is_undone_until_the_first_part_is_paid(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("500"));
        await SplitAsync(cashier, bill, new { ways = 2 });
        await OkAsync(cashier, $"/api/v1/bills/{bill}/split/undo", new { });
        Assert.Equal(52_500, await DueAsync(cashier, bill));
        var part = Assert.Single(await SplitAsync(cashier, bill, new { ways = 2 }));
        await PayAsync(cashier, part, "Cash", await DueAsync(cashier, part));
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/split/undo", new { });
        Assert.Equal((HttpStatusCode.Conflict, "PartIsPaid"), (status, body.GetProperty("code").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task Liquor_and_a_discount_on_the_whole_are_shared_to_the_paisa(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("333", "alcohol:777", "7*13"));
        await OkAsync(manager, $"/api/v1/bills/{bill}/discounts", new
        {
            percent = 7, amountMinor = 0, reason = "Regular guests",
        });
        var whole = await SeeAsync(manager, bill);
        Guid[] all = [bill, .. await SplitAsync(manager, bill, new { ways = 4 })];
        Assert.Equal(whole.GetProperty("dueMinor").GetInt64(), await SumAsync(manager, all));
        var views = new List<JsonElement>();
        foreach (var part in all) views.Add(await SeeAsync(manager, part));
        Assert.Equal(whole.GetProperty("discountMinor").GetInt64(),
            views.Sum(v => v.GetProperty("discountMinor").GetInt64()));
        Assert.Equal(whole.GetProperty("grossMinor").GetInt64(),
            views.Sum(v => v.GetProperty("grossMinor").GetInt64()));
    }

    [Theory, OnBothDatabases]
    public async Task A_part_by_amount_pays_it_and_the_rest_the_rest(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("1000"));
        var part = Assert.Single(await SplitAsync(cashier, bill, new { amountMinor = 30_000 }));
        Assert.Equal(30_000, await DueAsync(cashier, part));
        Assert.Equal(75_000, await DueAsync(cashier, bill));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_split_is_refused_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.Orders.FindAsync(await restpy.OrderAsync("2*100"));
        var bill = await restpy.OpenAsync(cashier, order.OrderId);
        var bad = new (object Body, string Code)[]
        {
            (new { }, "SplitUnclear"), (new { ways = 1 }, "SplitUnclear"), (new { ways = 21 }, "SplitUnclear"),
            (new { ways = 2, amountMinor = 100L }, "SplitUnclear"), (new { amountMinor = -1L }, "SplitUnclear"),
            (new { amountMinor = 21_000L }, "NothingLeftOnBill"), (Dishes((order.Lines[0], 3)), "NotSoManyLeft"),
            (Dishes((order.Lines[0], 2)), "NothingLeftOnBill"),
        };
        foreach (var (request, code) in bad)
        {
            var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/split", request);
            Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.GetProperty("code").GetString()));
        }
        Assert.Equal(21_000, await DueAsync(cashier, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_numbered_part_that_nobody_paid_gives_its_dishes_back(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.Orders.FindAsync(await restpy.OrderAsync("2*100"));
        var bill = await restpy.OpenAsync(manager, order.OrderId);
        var part = Assert.Single(await SplitAsync(manager, bill, Dishes((order.Lines[0], 1))));
        await restpy.PrintAsync(manager, part);
        await OkAsync(manager, $"/api/v1/bills/{part}/reopen", new { reason = "They pay together" });
        Assert.Equal(21_000, await DueAsync(manager, bill));
        await OkAsync(manager, $"/api/v1/orders/lines/{order.Lines[0].LineId}/void", new
        {
            quantity = 1, reason = "Never came",
        });
        Assert.Equal(10_500, await DueAsync(manager, bill));
    }
}
