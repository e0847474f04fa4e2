using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A bill that a colleague has settled while its page was open.</summary>
public sealed class MeanwhileTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_discount_on_a_paid_bill_leads_back_to_the_bill(DatabaseKind kind) =>
    await LeadsBackAsync(kind, "discount");

    [Theory, OnBothDatabases]
    public async Task Voiding_a_paid_bill_leads_back_to_the_bill(DatabaseKind kind) =>
    await LeadsBackAsync(kind, "void");

    private async Task LeadsBackAsync(DatabaseKind kind, string act)
    {
        var restpy = await products.OnAsync(kind);
        var who = await restpy.AsAsync("manager@spice-garden.example");
        var (bill, _) = await restpy.SellAsync(who, "100");
        using var answer = await who.GetAsync($"/staff/bills/{bill}/{act}");
        Assert.Equal((HttpStatusCode.Redirect, $"/staff/bills/{bill}"),
            (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("already paid",
            (await who.PageAsync($"/staff/bills/{bill}")).QuerySelector(".flash")!.TextContent);
    }
}
