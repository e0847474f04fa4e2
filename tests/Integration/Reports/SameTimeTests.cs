using System.Net;
using Restpy.IntegrationTests.Ordering;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Reports;

/// <summary>A day that is still running is compared with the same weekday up to the same time of day.</summary>
public sealed class SameTimeTests
{
    [Theory, OnBothDatabases]
    public async Task What_was_sold_later_a_week_ago_is_not_in_the_comparison(DatabaseKind kind) =>
    Assert.DoesNotContain("less than", await NetTileAsync(kind, TimeSpan.FromMinutes(-2)));

    [Theory, OnBothDatabases]
    public async Task What_was_sold_earlier_a_week_ago_is_in_the_comparison(DatabaseKind kind) =>
    Assert.Contains("▼ −100 %", await NetTileAsync(kind, TimeSpan.FromMinutes(2)));

    private static async Task<string> NetTileAsync(DatabaseKind kind, TimeSpan off)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        await SellAsync(restpy, evening);
        restpy.Clock.Advance(TimeSpan.FromDays(7) + off);
        using var manager = await restpy.SignInAsync("manager@spice-garden.example");
        // Today has a void bill alone, so that the page is not empty.
        var order = await evening.Product.SignInAsync("waiter@spice-garden.example");
        var (_, sent) = await order.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, lines = new[] { Evening.Line(evening.Plain()) },
        });
        var (_, bill) = await manager.CommandAsync(
            $"/api/v1/orders/{sent.GetProperty("orderId").GetGuid()}/bill", new { });
        await manager.CommandAsync(
            $"/api/v1/bills/{bill.GetProperty("billId").GetGuid()}/void", new { reason = "Guest left" });
        order.Dispose();
        return (await manager.PageAsync("/staff/sales")).QuerySelector("[data-tile=net]")!.TextContent;
    }

    private static async Task SellAsync(TestProduct restpy, Evening evening)
    {
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var (_, bill) = await manager.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        var (status, body) = await manager.CommandAsync($"/api/v1/bills/{bill.GetProperty("billId").GetGuid()}/settle",
            new
            {
                tenders = new[] { new
                {
                    kind = "Card", amountMinor = bill.GetProperty("dueMinor").GetInt64(), reference = "1111",
                } },
            });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
    }
}
