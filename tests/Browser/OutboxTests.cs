using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>The tablet's queue: what was tapped without a network is kept, shown, and done once when there is one again.</summary>
public sealed class OutboxTests(Browsers browsers)
{
    private const string Branch = "bengaluru";

    [Fact]
    public async Task An_order_and_a_bump_made_without_a_network_arrive_once_after_the_browser_was_closed()
    {
        await using var wire = new Wire(browsers.House.Address);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: wire.Address);
        await tablet.SignInAsync("manager@spice-garden.example");
        var page = tablet.Page;
        await SendAsync(tablet, 7);
        await page.WaitForURLAsync("**/staff/floor");

        // Two pages of one tablet: the pad of another table, and the kitchen. Then the access point dies.
        await OpenPadAsync(page, 8);
        var kitchen = await tablet.Context.NewPageAsync();
        await kitchen.GotoAsync("/staff/kitchen");
        await kitchen.Locator(".kot").First.WaitForAsync();
        var kots = await kitchen.Locator(".kot").CountAsync();
        var before = await OrdersAsync();
        wire.Cut();
        await TapDishAsync(page, 0);
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");
        await Assertions.Expect(page.Locator("#unsent .line")).ToHaveCountAsync(0);
        await kitchen.Locator(".kot-head").First.ClickAsync();
        await Assertions.Expect(kitchen.Locator("out-box [data-open]")).ToContainTextAsync("2 waiting");
        await Assertions.Expect(kitchen.Locator(".kot-head .queued")).ToHaveCountAsync(1);
        await kitchen.BringToFrontAsync();
        await tablet.ShootAsync("outbox-0-pad");
        await kitchen.Locator("out-box [data-open]").ClickAsync();
        await Assertions.Expect(kitchen.Locator(".outbox-list > li")).ToHaveCountAsync(2);
        await ShootAsync(kitchen, "outbox-1-kitchen-list");
        Assert.Equal(before, await OrdersAsync());

        // Both pages are closed; the network returns; a page is opened again.
        await kitchen.CloseAsync();
        await page.GotoAsync("about:blank");
        wire.Mend();
        await page.GotoAsync("/staff/kitchen");
        await Assertions.Expect(page.Locator("out-box")).ToBeHiddenAsync();
        // One bumped, one new.
        await Assertions.Expect(page.Locator(".kot")).ToHaveCountAsync(kots);
        Assert.Equal(before + 1, await OrdersAsync());
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".kot")).ToHaveCountAsync(kots);
        Assert.Equal(before + 1, await OrdersAsync());
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_asked_for_again_and_two_tabs_send_one_order()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        var second = await tablet.Context.NewPageAsync();
        await second.GotoAsync("/staff/floor");
        var (arrived, lost) = (0, 0);
        await tablet.Context.RouteAsync("**/api/v1/orders/send", async route =>
        {
            // The server does it and the answer is lost, three times.
            Interlocked.Increment(ref arrived);
            await route.FetchAsync();
            if (Interlocked.Increment(ref lost) <= 3) await route.AbortAsync();
            else await route.ContinueAsync();
        });
        var before = await OrdersAsync();
        await SendAsync(tablet, 9);
        await Assertions.Expect(second.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");
        await Assertions.Expect(second.Locator("out-box")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        Assert.True(arrived > 3, "the command was repeated");
        Assert.Equal(before + 1, await OrdersAsync());
    }

    [Fact]
    public async Task Commands_leave_in_the_order_they_were_made()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        var second = await tablet.Context.NewPageAsync();
        await second.GotoAsync("/staff/floor");
        var sent = new List<string>();
        var cut = true;
        await tablet.Context.RouteAsync("**/api/v1/**/try", async route =>
        {
            if (cut)
            {
                await route.AbortAsync();
                return;
            }
            lock (sent) sent.Add(new Uri(route.Request.Url).Segments[3]);
            await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });
        for (var i = 0; i < 6; i++) await (i % 2 == 0 ? tablet.Page : second).EvaluateAsync(Put, $"/api/v1/{i}/try");
        await Assertions.Expect(second.Locator("out-box [data-open]")).ToContainTextAsync("6 waiting");
        cut = false;
        await Task.WhenAll(tablet.Page.EvaluateAsync("dispatchEvent(new Event('online'))"), second.EvaluateAsync("dispatchEvent(new Event('online'))"));
        await Assertions.Expect(second.Locator("out-box")).ToBeHiddenAsync();
        Assert.Equal(["0/", "1/", "2/", "3/", "4/", "5/"], sent);
    }

    [Fact]
    public async Task A_refusal_is_shown_and_the_person_goes_back_to_it()
    {
        await using var wire = new Wire(browsers.House.Address);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: wire.Address);
        await tablet.SignInAsync("manager@spice-garden.example");
        var page = tablet.Page;
        await OpenPadAsync(page, 10);
        await TapDishAsync(page, 1);
        var dish = await page.Locator("#unsent .line-name b").InnerTextAsync();
        var item = await page.Locator(".item.has-count").GetAttributeAsync("value");
        wire.Cut();
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");

        // While the tablet is cut off, the kitchen runs out of the dish.
        var chef = await browsers.House.AsAsync("kitchen@spice-garden.example");
        await SoldOutAsync(chef, item!, "sold-out");
        wire.Mend();
        await Assertions.Expect(page.Locator("out-box [data-open]")).ToContainTextAsync("1 refused", new() { Timeout = 40_000 });
        await page.Locator("out-box [data-open]").ClickAsync();
        await tablet.ShootAsync("outbox-2-refused");
        await tablet.AssertCleanAsync("the list of what waits");
        await page.Locator(".outbox-list [data-back]").ClickAsync();
        await Assertions.Expect(page.Locator("#unsent .line-name b")).ToHaveTextAsync(dish);
        await Assertions.Expect(page.Locator("out-box")).ToBeHiddenAsync();
        await SoldOutAsync(chef, item!, "on-sale");
    }

    [Fact]
    public async Task Nobody_sends_what_somebody_else_tapped()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("waiter@spice-garden.example");
        await OpenPadAsync(tablet.Page, 11);
        var before = await OrdersAsync();
        await TapDishAsync(tablet.Page, 0);
        // The session ends while the order is on the pad, as it does after eight minutes.
        await tablet.Context.ClearCookiesAsync(new() { Name = "restpy" });
        await tablet.Page.Locator("#send").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("Sign in to send 1");
        await tablet.ShootAsync("outbox-3-sign-in");

        // A colleague takes the tablet. The order waits for its waiter, and signing out does not clear it away.
        await tablet.SignInAsync("manager@spice-garden.example");
        await tablet.GoAsync("/staff/floor");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting for Ravi Kumar");
        await tablet.ShootAsync("outbox-4-held");
        Assert.Equal(before, await OrdersAsync());
        await tablet.Page.Locator("form[action='/sign-out'] button").First.ClickAsync();
        await tablet.Page.WaitForURLAsync("**/sign-in");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting for Ravi Kumar");
        await tablet.ShootAsync("outbox-5-sign-in-page");
        Assert.Equal(before, await OrdersAsync());

        await tablet.SignInAsync("waiter@spice-garden.example");
        await Assertions.Expect(tablet.Page.Locator("out-box")).ToBeHiddenAsync();
        Assert.Equal(before + 1, await OrdersAsync());
    }

    [Fact]
    public async Task What_lay_too_long_is_not_sent_unasked()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await tablet.Page.Clock.InstallAsync();
        await tablet.GoAsync("/staff/floor");
        var sent = 0;
        await tablet.Context.RouteAsync("**/api/v1/1/try", async route =>
        {
            if (Interlocked.Increment(ref sent) == 1) await route.AbortAsync();
            else await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });
        await tablet.Page.EvaluateAsync(Put, "/api/v1/1/try");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");
        await tablet.Page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddHours(3));
        await tablet.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("1 refused");
        Assert.Equal(1, sent);
        await tablet.Page.Locator("out-box [data-open]").ClickAsync();
        await tablet.Page.Locator(".outbox-list [data-again]").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("out-box")).ToBeHiddenAsync();
        Assert.Equal(2, sent);
    }

    private const string Put = "async url => { const { outbox } = await import('/js/outbox.js'); await outbox.put({ url, body: {}, label: url }); }";

    private Task<int> OrdersAsync() => browsers.House.InAsync("spice-garden", Branch, services => services.GetRequiredService<RestpyDb>().Set<Order>().CountAsync(TestContext.Current.CancellationToken));

    private static async Task SoldOutAsync(StaffClient person, string item, string what)
    {
        var (status, body) = await person.CommandAsync($"/api/v1/menu/items/{item}/{what}", new { commandId = Guid.NewGuid() });
        Assert.True(status == System.Net.HttpStatusCode.OK, body.ToString());
    }

    private static async Task SendAsync(Device device, int table)
    {
        await OpenPadAsync(device.Page, table);
        await TapDishAsync(device.Page, 0);
        await device.Page.Locator("#send").ClickAsync();
    }

    private static async Task OpenPadAsync(IPage page, int table)
    {
        await page.GotoAsync("/staff/floor");
        await page.Locator(".table-tile").Nth(table).ClickAsync();
        await page.WaitForURLAsync("**/staff/pad**");
    }

    private static Task TapDishAsync(IPage page, int index) => page.Locator(".item:not([data-choices=must]):not([aria-disabled])").Nth(index).ClickAsync();

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Browsers.Screenshots is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
