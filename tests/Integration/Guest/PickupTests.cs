using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class PickupTests(SharedProducts products)
{
    private const string Root = "/r/spice-garden";

    [Theory, OnBothDatabases]
    public async Task A_pickup_waits_for_the_house_and_is_seen_by_the_phone_that_made_it_alone(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var phone = restpy.Visitor();
        var placed = await PlaceAsync(restpy, phone, new()
        {
            ["name"] = "Zubin Testwalla", ["phone"] = "+91 98450-12345",
        });
        var url = placed.Headers.Location!.ToString();
        Assert.Matches("^/r/spice-garden/order/[0-9a-f-]{36}$", url);
        var page = await phone.PageAsync(url + "?lang=en");
        Assert.Equal("Waiting for confirmation", GuestTable.TextOf(page, "[aria-current=step]"));
        Assert.Empty(page.QuerySelectorAll("form"));
        Assert.Contains("/order/", GuestTable.TextOf(await phone.PageAsync(Root), ".bar") is { Length: > 0 }
            ? (await phone.PageAsync(Root)).QuerySelector(".bar a")!.GetAttribute("href")!
            : "", StringComparison.Ordinal);
        using var stranger = restpy.Visitor();
        foreach (var asked in new[] {
            url, url + "/live", url.Replace("spice-garden", "maison-lumiere", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(asked)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await phone.GetAsync(url.Replace("spice-garden", "maison-lumiere", StringComparison.Ordinal))).StatusCode);

        var order = await OrderAsync(restpy, url);
        Assert.Equal((OrderState.Pending, OrderChannel.Pickup, "+919845012345"),
            (order.State, order.Channel, order.GuestPhone));
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var (status, body) = await waiter.CommandAsync($"/api/v1/orders/{order.Id}/approve", new { accept = true });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var promised = (await OrderAsync(restpy, url)).PromisedAt!.Value;
        Assert.Equal(0, promised.Minute % 5);
        var pad = await waiter.PageAsync($"/staff/pad?order={order.Id}");
        Assert.Equal(("Zubin Testwalla", "tel:+919845012345"),
            (pad.QuerySelector("#guest-facts dd")!.TextContent,
                pad.QuerySelector("#guest-facts a")!.GetAttribute("href")));
        Assert.Equal(promised,
            DateTimeOffset.Parse(pad.QuerySelector("#guest-facts time")!.GetAttribute("datetime")!,
                System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(promised, restpy.Clock.GetUtcNow().AddMinutes(24), restpy.Clock.GetUtcNow().AddMinutes(31));
        Assert.Equal("Being prepared",
            GuestTable.TextOf(await phone.PageAsync(url + "?lang=en"), "[aria-current=step]"));
    }

    [Theory, OnBothDatabases]
    public async Task The_name_and_phone_of_a_guest_never_enter_the_activity_log(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var phone = restpy.Visitor();
        var placed = await PlaceAsync(restpy, phone, new()
        {
            ["name"] = "Quillon Unverwechselbar", ["phone"] = "+4930555017788",
        });
        Assert.Equal(HttpStatusCode.Redirect, placed.StatusCode);
        var log = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().Where(e => e.Action == "order.placed")
            .ToListAsync());
        Assert.NotEmpty(log);
        Assert.DoesNotContain(log, e => $"{e.Changes}{e.ObjectLabel}{e.Reason}{e.PersonName}" is var all
            && (all.Contains("Quillon", StringComparison.Ordinal)
                || all.Contains("30555017788", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "9845012345", "name")]
    [InlineData("   ", "9845012345", "name")]
    [InlineData("12345", "9845012345", "name")]
    [InlineData("sixty-one", "9845012345", "name")]
    [InlineData("Asha", "", "phone")]
    [InlineData("Asha", "12345", "phone")]
    [InlineData("Asha", "call me maybe", "phone")]
    [InlineData("Asha", "+12345678901234567", "phone")]
    [InlineData("Asha", "98450+12345", "phone")]
    public async Task Without_a_name_to_call_or_a_number_to_ring_nothing_is_ordered(
    string name, string number, string field)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var phone = restpy.Visitor();
        var answer = await PlaceAsync(restpy, phone, new()
        {
            ["name"] = name == "sixty-one" ? new string('x', 61) : name, ["phone"] = number,
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await PageClient.ParseAsync(answer);
        Assert.Equal(GuestTable.TextOf(page, "[role=alert]"),
            page.QuerySelector($"[name={field}]")!.Closest("label")!.NextElementSibling!.TextContent);
        Assert.Equal(number, page.QuerySelector("[name=phone]")!.GetAttribute("value"));
        Assert.NotEmpty(page.QuerySelectorAll("article.dish"));
    }

    [Theory, OnBothDatabases]
    public async Task One_phone_has_at_most_three_pickups_waiting(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var phone = restpy.Visitor();
        var guest = new Dictionary<string, string?> { ["name"] = "Asha", ["phone"] = "9845012345" };
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Redirect, (await PlaceAsync(restpy, phone, guest)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PlaceAsync(restpy, phone, guest)).StatusCode);
    }

    private static async Task<HttpResponseMessage> PlaceAsync(
        TestProduct restpy, PageClient phone, Dictionary<string, string?> guest)
    {
        await GuestTable.AddAsync(
            phone, Root, GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru")));
        return await phone.SubmitAsync(await phone.PageAsync(Root + "/basket"), $"form[action='{Root}/basket']", guest);
    }

    private static Task<Order> OrderAsync(TestProduct restpy, string url) =>
        restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Order>().AsNoTracking()
            .SingleAsync(o => o.Id == Guid.Parse(url.Split('/').Last())));
}
