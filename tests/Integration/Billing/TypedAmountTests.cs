using System.Net;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Amounts typed as in France, in every field of bills and of the day.</summary>
public sealed class TypedAmountTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Cash_with_a_point_between_thousands_is_taken_whole(DatabaseKind kind)
    {
        var (restpy, cashier, bill) = await BillAsync(kind);
        Assert.NotNull(restpy);
        await SendAsync(cashier, $"/staff/bills/{bill}/settle", "#tender",
            new() { ["tender"] = "Cash", ["amount"] = "1.230,00" }, HttpStatusCode.Redirect);
        Assert.Equal(176_000 - 123_000, (await SeeAsync(cashier, bill)).GetProperty("dueMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task Cash_that_could_be_two_amounts_is_refused_with_both(DatabaseKind kind)
    {
        var (_, cashier, bill) = await BillAsync(kind);
        var answer = await SendAsync(cashier, $"/staff/bills/{bill}/settle", "#tender",
            new() { ["tender"] = "Cash", ["amount"] = "1.230" }, HttpStatusCode.BadRequest);
        var text = (await PageClient.ParseAsync(answer)).Body!.TextContent;
        Assert.Contains(Money.Format(123_000, Currency.Eur), text, StringComparison.Ordinal);
        Assert.Contains(Money.Format(123, Currency.Eur), text, StringComparison.Ordinal);
        Assert.Equal(176_000, (await SeeAsync(cashier, bill)).GetProperty("dueMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task A_discount_with_a_point_between_thousands_is_given_whole(DatabaseKind kind)
    {
        var (restpy, _, bill) = await BillAsync(kind);
        var owner = await restpy.AsAsync("owner@maison-lumiere.example");
        await SendAsync(owner, $"/staff/bills/{bill}/discount", "form:has([name=discount])", new()
        {
            ["kind"] = "amount", ["discount"] = "1.050,00", ["reason"] = "A regular",
        }, HttpStatusCode.Redirect);
        Assert.Equal(105_000, (await SeeAsync(owner, bill)).GetProperty("discountMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task A_pay_in_with_a_point_between_thousands_is_taken_whole(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(FrenchManager);
        // Open already where another test was here before.
        await manager.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
        await SendAsync(manager, "/staff/day", "form:has([name=amount])", new()
        {
            ["kind"] = "PayIn", ["amount"] = "1.500,00", ["reason"] = "Coins of the week",
        }, HttpStatusCode.Redirect);
        Assert.Contains(Money.Format(150_000, Currency.Eur), (await manager.PageAsync("/staff/day")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private async Task<(BillingRestaurant Product, StaffClient Cashier, Guid Bill)> BillAsync(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(FrenchCashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAtAsync("maison-lumiere", "lyon", "1760"));
        Assert.Equal(176_000, (await SeeAsync(cashier, bill)).GetProperty("dueMinor").GetInt64());
        return (restpy, cashier, bill);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        StaffClient who, string url, string form, Dictionary<string, string?> fields, HttpStatusCode status)
    {
        var page = await who.PageAsync(url);
        var answer = await who.SubmitAsync(page, form, fields,
            page.QuerySelector(form)?.GetAttribute("action") is { Length: > 0 } action ? action : url);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }
}
