using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingHouse;

namespace Restpy.IntegrationTests.Billing;

public sealed class PageTests(BillingHouses products)
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
    public async Task A_bill_goes_its_whole_way_without_script(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("300", "2*50"));
        var here = $"/staff/bills/{bill}";

        await GoAsync(manager, $"{here}/discount", "main form[method=post]", new()
        {
            ["kind"] = "percent", ["discount"] = "10", ["reason"] = "Late dish",
        });
        await GoAsync(manager, $"{here}/buyer", "main form[method=post]", new()
        {
            ["name"] = "Acme <b>Ltd</b>", ["taxNumber"] = "27AAPFU0939F1ZV", ["address"] = "1 High Street",
        });
        await GoAsync(manager, here, $"form[action='{here}/service-charge']", []);
        await GoAsync(manager, here, $"form[action='{here}/tip']", new() { ["tip"] = "20" });
        var printed = await GoAsync(manager, here, $"form[action='{here}/issue']", []);
        var paper = await manager.PageAsync(printed);
        Assert.DoesNotContain("DUPLICATE", paper.Body!.TextContent);
        Assert.Contains("Service charge (voluntary)", paper.Body.TextContent);
        var rows = paper.QuerySelectorAll("tbody tr")
            .Select(row => (row.FirstElementChild!.TextContent, row.LastElementChild!.TextContent)).ToList();
        Assert.Equal([("Items", "400.00"), ("Discounts", "−40.00")],
            rows.SkipWhile(row => row.Item1 != "Items").Take(2));
        Assert.Contains("Acme <b>Ltd</b>", paper.Body.TextContent);
        Assert.Contains("Rupees", paper.Body.TextContent);
        foreach (var must in new[] { "GSTIN 29", "FSSAI 1122", "996331", "CGST 2.5 %", "SGST 2.5 %", "BLR1/" })
            Assert.Contains(must, paper.Body.TextContent);
        Assert.Contains("DUPLICATE", (await manager.PageAsync($"{here}/print?size=a4")).Body!.TextContent);

        Assert.Contains("credit note", (await manager.PageAsync(here)).QuerySelector("#discount-late")!.TextContent);
        var settle = await manager.PageAsync($"{here}/settle");
        var due = settle.QuerySelector("input[name=due]")!.GetAttribute("value")!;
        await GoAsync(manager, $"{here}/settle", "#tender", new()
        {
            ["tender"] = "Upi", ["amount"] = "100", ["reference"] = "431823774211",
        });
        await GoAsync(manager, $"{here}/settle", "#tender", new() { ["tender"] = "Cash", ["quick"] = "500.00" });
        var page = await manager.PageAsync(here);
        Assert.Contains("Paid", page.QuerySelector(".stamp")!.TextContent);
        Assert.Contains("Change", page.QuerySelector(".flash")!.TextContent);
        Assert.True(long.Parse(due) > 0);

        var reprint = await GoAsync(manager, here, $"form[action='{here}/reprint']", []);
        Assert.Contains("DUPLICATE 2", (await manager.PageAsync(reprint)).Body!.TextContent);
        var credit = await manager.PageAsync($"{here}/credit");
        var units = credit.QuerySelector("input[name^=units-]")!.GetAttribute("name")!;
        var sum = (await manager.PageAsync($"{here}/credit?handler=Sum&{units}=1")).Body!.TextContent.Trim();
        await GoAsync(manager, $"{here}/credit", "main form[method=post]", new()
        {
            [units] = "1", ["reason"] = "Sent back", ["refundKind"] = "Cash",
        });
        var note = (await manager.PageAsync(here)).QuerySelector("a[href*=credit-notes]")!.GetAttribute("href")!;
        Assert.Contains($"−{sum}",
            (await manager.PageAsync(here)).QuerySelector("li:has(a[href*=credit-notes]) .push")!.TextContent,
            StringComparison.Ordinal);
        Assert.DoesNotContain((await (await restpy.AsAsync(Waiter)).PageAsync(here)).QuerySelectorAll("main a"),
            a => a.GetAttribute("href") == $"{here}/credit");
        Assert.Contains("BLR1C/", (await manager.PageAsync(note + "?size=a4")).Body!.TextContent);
        Assert.Contains("Reprinted", (await manager.PageAsync(here)).QuerySelector("#history")!.TextContent);
        Assert.Contains((await manager.PageAsync("/staff/bills")).QuerySelectorAll("tbody a"),
            a => a.GetAttribute("href") == here);
        Assert.Contains((await manager.PageAsync("/staff/bills?q=acme&state=Paid")).QuerySelectorAll("tbody a"),
            a => a.GetAttribute("href") == here);
    }

    [Theory, OnBothDatabases]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("300"));
        var here = $"/staff/bills/{bill}";
        var page = await cashier.PageAsync($"{here}/discount");
        var answer = await cashier.SubmitAsync(page, "main form[method=post]", new()
        {
            ["discount"] = "40", ["reason"] = "Friend of mine",
        }, $"{here}/discount");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var refused = await PageClient.ParseAsync(answer);
        Assert.Contains("10 %", refused.QuerySelector(".errors")!.TextContent);
        Assert.Equal("40", refused.QuerySelector("#discount")!.GetAttribute("value"));
        var settle = await cashier.PageAsync($"{here}/settle");
        var paid = await cashier.SubmitAsync(settle, "#tender", new()
        {
            ["tender"] = "Card", ["amount"] = "315", ["reference"] = "4111 1111 1111 1111",
        }, $"{here}/settle");
        Assert.Equal(HttpStatusCode.BadRequest, paid.StatusCode);
        Assert.Contains("card number", (await PageClient.ParseAsync(paid)).QuerySelector(".errors")!.TextContent);
        Assert.Equal("Open", (await SeeAsync(cashier, bill)).GetProperty("state").GetString());
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
        await restpy.House.InAsync("maison-lumiere", "lyon", async services =>
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

    private static async Task<string> GoAsync(
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
