using System.Net;
using System.Text.Json;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>A takeaway order and its bill, made by commands as a tablet sends them.</summary>
internal static class TakeawayBill
{
    internal static async Task<(Guid Order, Guid Bill)> OrderAsync(StaffClient who, int quantity)
    {
        var pad = await who.PageAsync(
            (await who.PageAsync("/staff/floor")).QuerySelector("a.table-tile")!.GetAttribute("href")!);
        var item = pad.QuerySelector(".item:not([data-choices=must]):not([aria-disabled])")!.GetAttribute("value");
        var order = (await DoAsync(who, "/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, guestName = "Camille", lines = new[] { new { itemId = item, quantity } },
        })).GetProperty("orderId").GetGuid();
        return (order, (await DoAsync(who, $"/api/v1/orders/{order}/bill", new { })).GetProperty("billId").GetGuid());
    }

    internal static async Task<JsonElement> DoAsync(StaffClient who, string url, object body)
    {
        var (status, answer) = await who.CommandAsync(url, body);
        Assert.True(status == HttpStatusCode.OK, $"{url}: {status} {answer}");
        return answer;
    }
}
