using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.PageTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>The forms of a bill work without a script.</summary>
public sealed class BillFormTests(BillingRestaurants products)
{
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
}
