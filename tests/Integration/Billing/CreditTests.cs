using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class CreditTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Three_thirds_of_a_line_give_back_the_whole_line(DatabaseKind kind)
    {
        // The refund chain of the golden examples: 3 × 250, 3 × 80, 70, less 100 on the bill.
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("3*250", "3*80", "70"));
        await manager.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent = 0, amountMinor = 10_000, reason = "Golden example",
        });
        await restpy.PrintAsync(manager, bill);
        await PayAsync(manager, bill, "Cash", 100_800);
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        var back = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var (status, body) = await CreditAsync(manager, bill, line, 1, "Cash");
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            back.Add(body.GetProperty("refundMinor").GetInt64());
            Assert.Matches(@"^BLR1C/\d\d-\d\d/\d{4}$", body.GetProperty("number").GetString());
        }
        Assert.Equal([23_800, 23_700, 23_800], back);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreditAsync(manager, bill, line, 1, "Cash")).Status);
        var view = await SeeAsync(manager, bill);
        Assert.Equal("Paid", view.GetProperty("state").GetString());
        Assert.Equal(29_500, view.GetProperty("paidMinor").GetInt64());
        Assert.Equal(4, view.GetProperty("tenders").GetArrayLength());
    }

    [Theory, OnBothDatabases]
    public async Task A_printed_bill_that_nobody_paid_is_taken_back_and_its_order_runs_again(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.OrderAsync("500");
        var bill = await restpy.OpenAsync(manager, order);
        await restpy.PrintAsync(manager, bill);
        var (status, body) = await manager.CommandAsync(
            $"/api/v1/bills/{bill}/credit-notes", new { all = true, reason = "Wrong table" });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("Void", body.GetProperty("billState").GetString());
        Assert.Equal(0, body.GetProperty("refundMinor").GetInt64());
        Assert.Equal(OrderState.Open, await restpy.Orders.StateAsync(order));
        Assert.NotEqual(bill, await restpy.OpenAsync(manager, order));
    }

    [Theory, OnBothDatabases]
    public async Task A_part_paid_bill_taken_back_returns_what_was_paid_as_it_came(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("500"));
        await restpy.PrintAsync(manager, bill);
        await PayAsync(manager, bill, "Upi", 20_000);
        var (status, body) = await manager.CommandAsync(
            $"/api/v1/bills/{bill}/credit-notes", new { all = true, reason = "Guest left" });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal(20_000, body.GetProperty("refundMinor").GetInt64());
        var view = await SeeAsync(manager, bill);
        Assert.Equal(0, view.GetProperty("paidMinor").GetInt64());
        Assert.Equal("Upi", view.GetProperty("tenders")[1].GetProperty("kind").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task A_credit_that_covers_what_was_still_due_closes_the_order(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var order = await restpy.OrderAsync("500", "500");
        var bill = await restpy.OpenAsync(manager, order);
        await restpy.PrintAsync(manager, bill);
        await PayAsync(manager, bill, "Cash", 52_500);
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[1].GetProperty("id").GetGuid();
        var (status, body) = await CreditAsync(manager, bill, line, 1, null);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("Paid", body.GetProperty("billState").GetString());
        Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
    }

    [Theory, OnBothDatabases]
    public async Task A_credit_is_held_to_the_cap_of_the_role_over_all_its_notes(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, _) = await restpy.SellAsync(cashier, "5*100");
        var line = (await SeeAsync(cashier, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.Forbidden, (await CreditAsync(cashier, bill, line, 2, "Cash")).Status);
        Assert.Equal(HttpStatusCode.OK, (await CreditAsync(cashier, bill, line, 1, "Cash")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreditAsync(cashier, bill, line, 1, "Cash")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await CreditAsync(await restpy.AsAsync(Waiter), bill, line, 1, "Cash")).Status);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_credited_is_refused_and_takes_no_number(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var (bill, _) = await restpy.SellAsync(manager, "2*100");
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        var url = $"/api/v1/bills/{bill}/credit-notes";
        Assert.Equal(HttpStatusCode.BadRequest,
            (await manager.CommandAsync(url, new { reason = "Nothing named" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await manager.CommandAsync(url, new { all = true, reason = "" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreditAsync(manager, bill, line, 3, "Cash")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreditAsync(manager, bill, line, -1, "Cash")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreditAsync(manager, bill, line, int.MaxValue, "Cash")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CreditAsync(manager, bill, Guid.NewGuid(), 1, "Cash")).Status);
        var open = await restpy.OpenAsync(manager, await restpy.OrderAsync("100"));
        Assert.Equal(HttpStatusCode.Conflict,
            (await manager.CommandAsync($"/api/v1/bills/{open}/credit-notes", new { all = true, reason = "Too early" }))
            .Status);
        var drawn = await restpy.Product.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<IssuedCreditNote>().Select(n => new { n.SeriesYear, n.Sequence })
            .ToListAsync());
        Assert.All(drawn.GroupBy(n => n.SeriesYear, n => n.Sequence),
            year => Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => (long)n), year.Order()));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> CreditAsync(
        StaffClient who, Guid bill, Guid line, int units, string? refundKind) =>
        who.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            lines = new[] { new { lineId = line, units } }, reason = "Sent back", refundKind,
        });
}
