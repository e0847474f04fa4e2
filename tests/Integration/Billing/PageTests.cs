using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class PageTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_service_charge_agreed_to_shows_its_row_when_only_alcohol_is_on_the_bill(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var here = $"/staff/bills/{await restpy.OpenAsync(manager, await restpy.OrderAsync("alcohol:300"))}";
        Assert.DoesNotContain("Service charge", (await manager.PageAsync(here)).QuerySelector(".totals")!.TextContent);
        await GoAsync(manager, here, $"form[action='{here}/service-charge']", []);
        var row = (await manager.PageAsync(here)).QuerySelectorAll(".totals dt")
            .Single(dt => dt.TextContent.Contains("Service charge", StringComparison.Ordinal));
        Assert.Equal(("No charge on alcohol", "₹0.00"),
            (row.QuerySelector("small")!.TextContent, row.NextElementSibling!.TextContent));
    }

    [Theory, OnBothDatabases]
    public async Task France_prints_its_taxes_by_rate_and_no_Indian_words(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(FrenchCashier);
        var bill = await restpy.OpenAsync(
            cashier, await restpy.OrderAtAsync("maison-lumiere", "lyon", "22", "alcohol:9"));
        await restpy.PrintAsync(cashier, bill);
        var text = (await cashier.PageAsync($"/staff/bills/{bill}/print?size=a4")).Body!.TextContent;
        Assert.Contains("TVA 10 %", text);
        Assert.Contains("TVA 20 %", text);
        Assert.Contains("SIREN", text);
        Assert.DoesNotContain("GSTIN", text);
        Assert.DoesNotContain("Rupees", text);
    }

    [Theory, OnBothDatabases]
    public async Task Liquor_stands_apart_with_its_own_sub_total(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await restpy.MumbaiTurn.WaitAsync();
        try
        {
            var bill = await restpy.OpenAsync(
                owner, await restpy.OrderAtAsync("spice-garden", "mumbai", "300", "alcohol:500"));
            await restpy.PrintAsync(owner, bill);
            var paper = await owner.PageAsync($"/staff/bills/{bill}/print");
            Assert.Contains("Sub-total liquor", paper.Body!.TextContent);
            Assert.Contains("VAT 10 %", paper.Body.TextContent);
            Assert.Equal(HttpStatusCode.OK,
                (await PayAsync(owner, bill, "Cash", (await SeeAsync(owner, bill)).GetProperty("dueMinor").GetInt64()))
                .Status);
        }
        finally
        {
            restpy.MumbaiTurn.Release();
        }
    }

    [Fact]
    public async Task The_list_of_bills_has_a_second_page()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var cashier = await restpy.AsAsync(FrenchCashier);
        for (var i = 0; i < 52; i++)
            await restpy.OpenAsync(cashier, await restpy.OrderAtAsync("maison-lumiere", "lyon", "9"));
        var first = await cashier.PageAsync("/staff/bills");
        var second = await cashier.PageAsync(first.QuerySelector(".pager a[href*='=2']")!.GetAttribute("href")!);
        Assert.NotEmpty(Bills(second));
        Assert.Empty(Bills(first).Intersect(Bills(second)));

        static List<string> Bills(AngleSharp.Dom.IParentNode page) =>
            [.. page.QuerySelectorAll("main tbody a[href^='/staff/bills/']").Select(a => a.GetAttribute("href")!)];
    }

    [Theory, OnBothDatabases]
    public async Task Figures_answer_for_bills_by_every_group(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(FrenchCashier);
        var order = await restpy.OrderAtAsync("maison-lumiere", "lyon", "22", "2*9");
        var bill = await restpy.OpenAsync(cashier, order);
        await PayAsync(cashier, bill, "Card", 4_000);
        await restpy.Product.InAsync("maison-lumiere", "lyon", async services =>
        {
            var figures = services.GetRequiredService<BillFigures>();
            var far = new DateOnly(2000, 1, 1);
            var end = new DateOnly(2100, 1, 1);
            var summary = await figures.SummaryAsync(null, far, end, default);
            foreach (var by in Enum.GetValues<SalesBy>())
            {
                var rows = await figures.SalesAsync(new(null, far, end, by), default);
                Assert.NotEmpty(rows);
                Assert.Equal(summary.TaxMinor, rows.Sum(r => r.TaxMinor));
                Assert.Equal(summary.TaxableMinor, rows.Sum(r => r.NetMinor));
            }
            var found = await figures.OfOrderAsync(order, default);
            Assert.Equal((bill, BillState.Paid, 0L), (found!.BillId, found.State, found.DueMinor));
            Assert.Null(await figures.OfOrderAsync(Guid.NewGuid(), default));
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task The_day_page_opens_moves_and_closes_without_script(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var who = await restpy.AsAsync(FrenchManager);
        var page = await who.PageAsync("/staff/day");
        if (page.QuerySelector("form[action='/staff/day/open']") is not null)
            await GoAsync(who, "/staff/day", "form[action='/staff/day/open']", new() { ["float"] = "100" });
        await GoAsync(who, "/staff/day", "form[action='/staff/day/cash']", new()
        {
            ["kind"] = "PayIn", ["amount"] = "12,50", ["reason"] = "Monnaie",
        });
        Assert.Contains("Monnaie", (await who.PageAsync("/staff/day")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await who.GetAsync("/staff/day/x?size=a4")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await who.GetAsync("/staff/day/close")).StatusCode);
    }

    internal static async Task<string> GoAsync(
        StaffClient who, string url, string form, Dictionary<string, string?> changes)
    {
        var page = await who.PageAsync(url);
        var target = ((IHtmlFormElement)page.QuerySelector(form)!).GetAttribute("action") is { Length: > 0 } action
            ? action : url;
        var answer = await who.SubmitAsync(page, form, changes, target);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect,
            $"{target}: "
                + $"{(int)answer.StatusCode} {(await PageClient.ParseAsync(answer)).QuerySelector(".errors")?.TextContent}");
        return answer.Headers.Location!.ToString();
    }
}
