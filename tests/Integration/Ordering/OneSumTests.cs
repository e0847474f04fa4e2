using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>Pad, list and bill of an order show the same sum: what its guests would pay now.</summary>
public sealed class OneSumTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Before_a_bill_the_sum_carries_the_tax(DatabaseKind kind)
    {
        var (evening, order) = await SentAsync(kind);
        var dishes = (await evening.LinesAsync(order)).Sum(l => l.ValueMinor);
        Assert.True(Minor(await PadAsync(evening, order)) > dishes);
        Assert.Equal(await PadAsync(evening, order), await ListAsync(evening, order));
    }

    [Theory, OnBothDatabases]
    public async Task A_discount_on_the_bill_lowers_the_sum_on_pad_and_list(DatabaseKind kind)
    {
        var (evening, order) = await SentAsync(kind);
        var before = await PadAsync(evening, order);
        var manager = await evening.Product.AsAsync("manager@spice-garden.example");
        var (_, bill) = await manager.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        var page = $"/staff/bills/{bill.GetProperty("billId").GetGuid()}";
        using var given = await manager.SubmitAsync(await manager.PageAsync(page + "/discount"), "main form", new()
        {
            ["kind"] = "percent", ["discount"] = "10", ["reason"] = "Regular guest",
        }, page + "/discount");
        Assert.True(given.StatusCode == HttpStatusCode.Redirect, await given.Content.ReadAsStringAsync());
        var after = await PadAsync(evening, order);
        Assert.True(Minor(after) < Minor(before));
        Assert.Equal(after, await ListAsync(evening, order));
        Assert.Equal(after, (await manager.PageAsync(page)).QuerySelector("dd.sum")!.TextContent);
        var rows = (await evening.Waiter.PageAsync($"/staff/pad?order={order}"))
            .QuerySelectorAll(".totals:has(#payable) dd:not(.sum)").Select(d => d.TextContent).ToList();
        Assert.Equal(Minor(after),
            rows.Sum(amount => Minor(amount) * (amount.StartsWith('−') || amount.StartsWith('-') ? -1 : 1)));
    }

    [Theory, OnBothDatabases]
    public async Task A_printed_bill_shows_what_is_due_on_pad_and_list(DatabaseKind kind)
    {
        var (evening, order) = await SentAsync(kind);
        var before = await PadAsync(evening, order);
        var manager = await evening.Product.AsAsync("manager@spice-garden.example");
        var (_, bill) = await manager.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        await manager.PressAsync($"/staff/bills/{bill.GetProperty("billId").GetGuid()}/issue");
        Assert.Equal(before, await PadAsync(evening, order));
        Assert.Equal(before, await ListAsync(evening, order));
    }

    private async Task<(Evening Evening, Guid Order)> SentAsync(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        return (evening, (await evening.TakeawayAsync(Evening.Line(evening.Plain("wok"), 3))).GetProperty("orderId")
            .GetGuid());
    }

    private static async Task<string> PadAsync(Evening evening, Guid order) =>
        (await evening.Waiter.PageAsync($"/staff/pad?order={order}")).QuerySelector("#payable")!.TextContent;

    private static async Task<string> ListAsync(Evening evening, Guid order) =>
        (await evening.Waiter.PageAsync("/staff/orders")).QuerySelectorAll("tbody tr")
            .Single(r => r.InnerHtml.Contains($"order={order}", StringComparison.Ordinal))
            .QuerySelector("td.num")!.TextContent;

    private static long Minor(string amount) =>
        long.Parse(string.Concat(amount.Where(char.IsDigit)), System.Globalization.CultureInfo.InvariantCulture);
}
