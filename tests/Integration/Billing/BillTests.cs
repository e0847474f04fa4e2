using System.Net;
using System.Text.Json;
using Restpy.Ordering;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class BillTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task An_order_has_one_bill_however_often_it_is_asked_for(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync("300", "2*50");
        var bills = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => restpy.OpenAsync(waiter, order)));
        Assert.Single(bills.Distinct());
        var view = await SeeAsync(waiter, bills[0]);
        Assert.Equal("Open", view.GetProperty("state").GetString());
        Assert.Equal(42_000, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("number").ValueKind);
    }

    [Theory, OnBothDatabases]
    public async Task An_open_bill_follows_its_order_and_a_printed_one_is_frozen(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync("300");
        var bill = await restpy.OpenAsync(waiter, order);
        await restpy.Orders.AddAsync(order, Line("100"));
        Assert.Equal(42_000, (await SeeAsync(waiter, bill)).GetProperty("payableMinor").GetInt64());
        await restpy.PrintAsync(waiter, bill);
        Assert.Equal(OrderState.BillPrinted, await restpy.Orders.StateAsync(order));
        await restpy.Orders.AddAsync(order, Line("900"));
        var view = await SeeAsync(waiter, bill);
        Assert.Equal(42_000, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal("Printed", view.GetProperty("state").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Lines_and_taxes_of_a_printed_bill_add_up_to_its_totals(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("333", "3*77", "alcohol:450"));
        Assert.Equal(HttpStatusCode.OK, (await cashier.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 7.5, amountMinor = 0, reason = "Regular guest",
        })).Status);
        await restpy.PrintAsync(cashier, bill);
        var view = await SeeAsync(cashier, bill);
        long Sum(string list, string field) =>
            view.GetProperty(list).EnumerateArray().Sum(e => e.GetProperty(field).GetInt64());
        Assert.Equal(view.GetProperty("taxableMinor").GetInt64(), Sum("lines", "taxableMinor"));
        Assert.Equal(view.GetProperty("taxMinor").GetInt64(), Sum("lines", "taxMinor"));
        Assert.Equal(view.GetProperty("taxMinor").GetInt64(), Sum("taxes", "amountMinor"));
        Assert.Equal(view.GetProperty("payableMinor").GetInt64(),
            view.GetProperty("taxableMinor").GetInt64() + view.GetProperty("taxMinor")
            .GetInt64() + view.GetProperty("roundOffMinor").GetInt64());
        Assert.Contains(view.GetProperty("taxes").EnumerateArray(),
            t => t.GetProperty("block").GetString() == "Liquor");
    }

    [Theory, OnBothDatabases]
    public async Task The_service_charge_is_on_only_while_the_guest_agrees_even_after_printing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync("1000");
        var bill = await restpy.OpenAsync(waiter, order);
        async Task<long> PayableAsync() => (await SeeAsync(waiter, bill)).GetProperty("dueMinor").GetInt64();
        async Task AskAsync(bool wanted) =>
            Assert.Equal(HttpStatusCode.OK,
                (await waiter.CommandAsync($"/api/v1/bills/{bill}/service-charge", new { wanted })).Status);
        Assert.Equal(105_000, await PayableAsync());
        await AskAsync(true);
        Assert.Equal(110_300, await PayableAsync());
        await AskAsync(false);
        Assert.Equal(105_000, await PayableAsync());
        await AskAsync(true);
        await restpy.PrintAsync(waiter, bill);
        await AskAsync(false);
        Assert.Equal(105_000, await PayableAsync());
        var view = await SeeAsync(waiter, bill);
        Assert.Equal(110_300, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal(5_300, view.GetProperty("creditedMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task A_tip_is_outside_the_taxable_totals_and_collected_with_the_bill(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("100"));
        await restpy.PrintAsync(cashier, bill);
        Assert.Equal(HttpStatusCode.OK,
            (await cashier.CommandAsync($"/api/v1/bills/{bill}/tip", new { tipMinor = 2_000 })).Status);
        var view = await SeeAsync(cashier, bill);
        Assert.Equal(10_500, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal(12_500, view.GetProperty("dueMinor").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(cashier, bill, "Cash", 12_500)).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await cashier.CommandAsync($"/api/v1/bills/{bill}/tip", new { tipMinor = 100 })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_buyer_needs_a_name_and_a_number_that_can_be_right(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("100"));
        async Task<HttpStatusCode> SellAsync(string? name, string? taxNumber) =>
            (await cashier.CommandAsync($"/api/v1/bills/{bill}/buyer", new { name, taxNumber, address = "" })).Status;
        Assert.Equal(HttpStatusCode.BadRequest, await SellAsync("", "27AAPFU0939F1ZV"));
        Assert.Equal(HttpStatusCode.BadRequest, await SellAsync("Acme", "27AAPFU0939F1ZW"));
        Assert.Equal(HttpStatusCode.BadRequest, await SellAsync(new string('x', 121), ""));
        Assert.Equal(HttpStatusCode.BadRequest, await SellAsync("4111 1111 1111 1111", ""));
        Assert.Equal(HttpStatusCode.BadRequest, await SellAsync("\u200b\u202e", "27AAPFU0939F1ZV"));
        Assert.Equal(HttpStatusCode.OK, await SellAsync("Acme", "27aapfu0939f1zv"));
        await restpy.PrintAsync(cashier, bill);
        Assert.Equal(HttpStatusCode.Conflict, await SellAsync("Other", ""));
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_without_a_number_is_voided_and_its_order_can_be_billed_again(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(waiter, order);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await waiter.CommandAsync($"/api/v1/bills/{bill}/void", new { reason = "" })).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await waiter.CommandAsync($"/api/v1/bills/{bill}/void", new { reason = "Wrong table" })).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await waiter.CommandAsync($"/api/v1/bills/{bill}/void", new { reason = "Wrong table" })).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await waiter.CommandAsync($"/api/v1/bills/{bill}/print", new { })).Status);
        var again = await restpy.OpenAsync(waiter, order);
        Assert.NotEqual(bill, again);
        await restpy.PrintAsync(waiter, again);
        var (status, body) = await waiter.CommandAsync($"/api/v1/bills/{again}/void", new { reason = "Wrong table" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("BillIsIssued", body.GetProperty("code").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_that_costs_nothing_is_paid_by_its_print(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(manager, order);
        var line = (await restpy.Orders.FindAsync(order)).Lines[0].LineId;
        await manager.CommandAsync($"/api/v1/bills/{bill}/complimentary", new
        {
            lineId = line, complimentary = true, reason = "Staff meal",
        });
        await restpy.PrintAsync(manager, bill);
        Assert.Equal("Paid", (await SeeAsync(manager, bill)).GetProperty("state").GetString());
        Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
    }
}
