using System.Net;
using System.Text.Json;
using Restpy.IntegrationTests.Opening;
using Restpy.Ordering;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>What is printed before payment has no number; the number comes with the payment.</summary>
public sealed class ProformaTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_printed_bill_has_no_number_and_takes_one_more_dish(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(cashier, order);
        var (status, printed) = await ProformaAsync(cashier, bill);
        Assert.True(status == HttpStatusCode.OK, printed.ToString());
        Assert.Equal(JsonValueKind.Null, printed.GetProperty("number").ValueKind);
        var paper = (await cashier.PageAsync($"/staff/bills/{bill}/print")).Body!.TextContent;
        Assert.Contains("Not an invoice", paper);
        Assert.DoesNotContain("BLR1/", paper);

        await restpy.Orders.AddAsync(order, Line("50"));
        Assert.Contains("no longer says everything", await OutAsync(cashier, bill));
        Assert.Contains("PREVIEW", (await cashier.PageAsync($"/staff/bills/{bill}/print")).Body!.TextContent);
        Assert.Equal(15_800, (await SeeAsync(cashier, bill)).GetProperty("dueMinor").GetInt64());

        await ProformaAsync(cashier, bill);
        Assert.DoesNotContain("no longer", await OutAsync(cashier, bill));
        var (_, paid) = await PayAsync(cashier, bill, "Cash", 15_800);
        Assert.Matches("^BLR1/", paid.GetProperty("number").GetString());
        Assert.Equal("Paid", paid.GetProperty("state").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task A_part_payment_has_a_receipt_and_no_number(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("1000");
        var bill = await restpy.OpenAsync(cashier, order);
        var (_, part) = await PayAsync(cashier, bill, "Upi", 60_000, "431823774211");
        Assert.Equal(JsonValueKind.Null, part.GetProperty("number").ValueKind);
        Assert.Equal(OrderState.Open, await restpy.Orders.StateAsync(order));
        var tender = (await SeeAsync(cashier, bill)).GetProperty("tenders")[0].GetProperty("id").GetGuid();
        var receipt = (await cashier.PageAsync($"/staff/bills/{bill}/tenders/{tender}/receipt")).Body!.TextContent;
        Assert.Contains("₹600.00", receipt);
        Assert.Contains("₹450.00", receipt);
        Assert.Contains("not an invoice", receipt);
    }

    [Theory, OnBothDatabases]
    public async Task A_discount_after_the_print_outdates_it(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("100"));
        await ProformaAsync(manager, bill);
        Assert.Equal(HttpStatusCode.OK, (await manager.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 10, amountMinor = 0, reason = "Waited too long",
        })).Status);
        Assert.Contains("no longer says everything", await OutAsync(manager, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_printed_bill_is_withdrawn_and_then_there_is_none_to_withdraw(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        await ProformaAsync(waiter, bill);
        var url = $"/api/v1/bills/{bill}/proforma/withdraw";
        Assert.Equal(HttpStatusCode.OK, (await waiter.CommandAsync(url, new { })).Status);
        Assert.Equal("", await OutAsync(waiter, bill));
        var (status, body) = await waiter.CommandAsync(url, new { });
        Assert.Equal((HttpStatusCode.Conflict, "BillIsNotOut"), (status, body.GetProperty("code").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_numbered_bill_is_reopened_and_the_next_keeps_what_was_agreed(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(manager, order);
        await manager.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 10, amountMinor = 0, reason = "Regular guest",
        });
        await restpy.PrintAsync(manager, bill);
        var url = $"/api/v1/bills/{bill}/reopen";
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.CommandAsync(url, new { reason = "" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Waiter)).CommandAsync(url, new { reason = "One more dessert" })).Status);
        var (status, body) = await (await restpy.AsAsync(Cashier)).CommandAsync(
            url, new { reason = "One more dessert" });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal(OrderState.Open, await restpy.Orders.StateAsync(order));
        await restpy.Orders.AddAsync(order, Line("50"));
        var next = await restpy.OpenAsync(manager, order);
        Assert.NotEqual(bill, next);
        Assert.Equal(1_500, (await SeeAsync(manager, next)).GetProperty("discountMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task A_paid_bill_is_not_reopened(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var (bill, _) = await restpy.SellAsync(manager, "100");
        var (status, body) = await manager.CommandAsync($"/api/v1/bills/{bill}/reopen", new { reason = "Wrong" });
        Assert.Equal((HttpStatusCode.Conflict, "BillIsPaid"), (status, body.GetProperty("code").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_that_numbers_what_it_prints_gets_the_invoice_at_once(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var branch = await Pages.BranchAsync(restpy.Product, "spice-garden", "bengaluru");
        await (await restpy.AsAsync(Owner)).SavedAsync($"/staff/settings/branches/{branch}/service",
            "main form.form", new() { ["NumbersOnPrint"] = "true" });
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("100"));
        var (_, printed) = await ProformaAsync(cashier, bill);
        Assert.Matches("^BLR1/", printed.GetProperty("number").GetString());
        Assert.Equal("Printed", (await SeeAsync(cashier, bill)).GetProperty("state").GetString());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> ProformaAsync(StaffClient who, Guid bill) =>
        who.CommandAsync($"/api/v1/bills/{bill}/proforma", new { });

    private static async Task<string> OutAsync(StaffClient who, Guid bill) =>
        (await who.PageAsync($"/staff/bills/{bill}")).QuerySelector("#bill-out")?.TextContent ?? "";
}
