using System.Net;
using System.Text.Json;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Money that was written down wrongly.</summary>
public sealed class CorrectTenderTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Cash_that_was_a_card_leaves_the_drawer_on_paper_and_stays_readable(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, tender) = await PaidAsync(restpy, cashier, "Cash", 10_500, "100");
        var (status, body) = await CorrectAsync(cashier, bill, tender, new
        {
            kind = "Card", reference = "APPR 1234", reason = "Pressed the wrong button",
        });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("Paid", body.GetProperty("state").GetString());
        Assert.Equal([("Cash", 10_500L, true), ("Card", 10_500L, false)], await TendersAsync(cashier, bill));
        var (refused, why) = await cashier.CommandAsync("/api/v1/day/cash", new
        {
            kind = "PayOut", amountMinor = 100, reason = "Milk",
        });
        Assert.Equal((HttpStatusCode.BadRequest, "DrawerHoldsLess"), (refused, why.GetProperty("code").GetString()));
        Assert.Contains("₹0.00", why.GetProperty("title").GetString());
        Assert.Contains("Pressed the wrong button",
            (await cashier.PageAsync($"/staff/bills/{bill}")).QuerySelector("#history")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_payment_is_corrected_once_and_its_correction_again(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, tender) = await PaidAsync(restpy, cashier, "Card", 10_500, "100");
        Assert.Equal(HttpStatusCode.OK,
            (await CorrectAsync(cashier, bill, tender, new { kind = "Upi", reason = "It was UPI" })).Status);
        var (status, body) = await CorrectAsync(cashier, bill, tender, new { kind = "Cash", reason = "No, cash" });
        Assert.Equal((HttpStatusCode.Conflict, "TenderIsCorrected"), (status, body.GetProperty("code").GetString()));
        var second = (await SeeAsync(cashier, bill)).GetProperty("tenders")[1].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK,
            (await CorrectAsync(cashier, bill, second, new { kind = "Card", reason = "Card after all" })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_correction_is_refused_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, tender) = await PaidAsync(restpy, cashier, "Card", 10_500, "100");
        var bad = new (object Body, string Code)[]
        {
            (new { kind = "Upi" }, "ReasonMissing"),
            (new { kind = "Card", reason = "Nothing else" }, "NothingToCorrect"),
            (new { kind = "Upi", amountMinor = 100L, reason = "Less" }, "AmountOutOfRange"),
            (new { kind = "Upi", amountMinor = 20_000L, reason = "More" }, "AmountOutOfRange"),
            (new { kind = "Upi", amountMinor = 0L, reference = new string('x', 41), reason = "Long" },
                "AmountOutOfRange"),
            (new { kind = "Upi", reference = "4111 1111 1111 1111", reason = "Card number" }, "ReferenceIsCardNumber"),
        };
        foreach (var (request, code) in bad)
        {
            var (status, body) = await CorrectAsync(cashier, bill, tender, request);
            Assert.True(status == HttpStatusCode.BadRequest, body.ToString());
            Assert.EndsWith(code, body.GetProperty("code").GetString());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await CorrectAsync(cashier, bill, Guid.NewGuid(), new
        {
            kind = "Upi", reason = "Unknown",
        })).Status);
        Assert.Equal([("Card", 10_500L, false)], await TendersAsync(cashier, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_waiter_needs_somebody_elses_pin(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var (bill, tender) = await PaidAsync(restpy, waiter, "Card", 10_500, "100");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await CorrectAsync(waiter, bill, tender, new { kind = "Upi", reason = "It was UPI" })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_part_payment_that_never_came_is_taken_back(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, tender) = await PaidAsync(restpy, cashier, "Upi", 20_000, "500");
        var (voided, why) = await cashier.CommandAsync($"/api/v1/bills/{bill}/void", new { reason = "Guests left" });
        Assert.Equal((HttpStatusCode.Conflict, "BillHoldsMoney"), (voided, why.GetProperty("code").GetString()));
        var (status, body) = await CorrectAsync(
            cashier, bill, tender, new { kind = "Upi", amountMinor = 0, reason = "The app said failed" });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("Open", body.GetProperty("state").GetString());
        Assert.Equal(52_500, body.GetProperty("dueMinor").GetInt64());
        Assert.Equal(HttpStatusCode.OK,
            (await cashier.CommandAsync($"/api/v1/bills/{bill}/void", new { reason = "Guests left" })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_numbered_bill_is_reopened_once_its_part_payment_is_taken_back(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("500"));
        await restpy.PrintAsync(cashier, bill);
        await PayAsync(cashier, bill, "Upi", 20_000);
        var reopen = $"/api/v1/bills/{bill}/reopen";
        var (status, why) = await cashier.CommandAsync(reopen, new { reason = "One more dessert" });
        Assert.Equal((HttpStatusCode.Conflict, "BillHoldsMoney"), (status, why.GetProperty("code").GetString()));
        var tender = (await SeeAsync(cashier, bill)).GetProperty("tenders")[0].GetProperty("id").GetGuid();
        var (_, body) = await CorrectAsync(
            cashier, bill, tender, new { kind = "Upi", amountMinor = 0, reason = "Given back" });
        Assert.Equal("Printed", body.GetProperty("state").GetString());
        Assert.Equal(
            HttpStatusCode.OK, (await cashier.CommandAsync(reopen, new { reason = "One more dessert" })).Status);
    }

    private static async Task<(Guid Bill, Guid Tender)> PaidAsync(
        BillingRestaurant restpy, StaffClient who, string kind, long minor, params string[] dishes)
    {
        var bill = await restpy.OpenAsync(who, await restpy.OrderAsync(dishes));
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(who, bill, kind, minor)).Status);
        return (bill, (await SeeAsync(who, bill)).GetProperty("tenders")[0].GetProperty("id").GetGuid());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> CorrectAsync(
        StaffClient who, Guid bill, Guid tender, object request) =>
        who.CommandAsync($"/api/v1/bills/{bill}/tenders/{tender}/correct", request);

    private static async Task<(string?, long, bool)[]> TendersAsync(StaffClient who, Guid bill) =>
        [.. (await SeeAsync(who, bill)).GetProperty("tenders").EnumerateArray()
            .Select(t => (t.GetProperty("kind").GetString(), t.GetProperty("amountMinor").GetInt64(),
                t.GetProperty("isCorrected").GetBoolean()))];
}
