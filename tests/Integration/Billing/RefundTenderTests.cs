using System.Net;
using System.Text.Json;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Money goes back as it came, and cash only out of a drawer that holds it.</summary>
public sealed class RefundTenderTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_card_sale_is_not_refunded_out_of_a_drawer_that_holds_less(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await SoldAsync(restpy, manager, "Cash", "100");
        var card = await SoldAsync(restpy, manager, "Card", "340");
        var (status, body) = await CreditAsync(manager, card, "Cash");
        Assert.Equal(
            (HttpStatusCode.BadRequest, "DrawerHoldsLess"), (status, body.GetProperty("code").GetString()));
        Assert.Contains("105.00", body.GetProperty("title").GetString());
        Assert.Equal(0, (await SeeAsync(manager, card)).GetProperty("creditedMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task Unsaid_how_a_refund_follows_the_tenders_latest_first(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("500"));
        await PayAsync(manager, bill, "Card", 30_000, "1111");
        await PayAsync(manager, bill, "Cash", 22_500);
        var (status, body) = await CreditAsync(manager, bill, null);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var back = (await SeeAsync(manager, bill)).GetProperty("tenders").EnumerateArray()
            .Where(t => t.GetProperty("isRefund").GetBoolean())
            .Select(t => (t.GetProperty("kind").GetString(), t.GetProperty("amountMinor").GetInt64()));
        Assert.Equal([("Cash", 22_500L), ("Card", 30_000L)], back);
    }

    [Theory, OnBothDatabases]
    public async Task A_cashier_does_not_choose_another_way_than_the_sale(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await SoldAsync(restpy, cashier, "Card", "5*100");
        var line = (await SeeAsync(cashier, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            lines = new[] { new { lineId = line, units = 1 } }, reason = "Cold", refundKind = "Cash",
        });
        Assert.Equal(
            (HttpStatusCode.Forbidden, "RefundFollowsTender"), (status, body.GetProperty("code").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_manager_may_give_cash_for_a_card_sale(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await SoldAsync(restpy, manager, "Cash", "1000");
        var bill = await SoldAsync(restpy, manager, "Card", "100");
        Assert.Equal(HttpStatusCode.OK, (await CreditAsync(manager, bill, "Cash")).Status);
    }

    private static async Task<Guid> SoldAsync(
        BillingRestaurant restpy, StaffClient who, string kind, params string[] dishes)
    {
        var bill = await restpy.OpenAsync(who, await restpy.OrderAsync(dishes));
        var due = (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(who, bill, kind, due)).Status);
        return bill;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> CreditAsync(
        StaffClient who, Guid bill, string? refundKind) =>
        who.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new { all = true, reason = "Sent back", refundKind });
}
