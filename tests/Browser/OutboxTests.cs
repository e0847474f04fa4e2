using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;
using static Restpy.BrowserTests.Tablet;

namespace Restpy.BrowserTests;

/// <summary>
/// The tablet's queue: what was tapped without a network is kept, shown, and done once when there is one again.
/// </summary>
public sealed class OutboxTests(Browsers browsers)
{
    [Fact]
    public async Task An_offline_order_and_bump_arrive_once_after_the_browser_was_closed()
    {
        await using var cable = new Cable(browsers.Product.Address.Port);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: cable.Address);
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
        var before = await KotsAsync(browsers);
        cable.Cut();
        await TapDishAsync(page, 0);
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");
        await Assertions.Expect(page.Locator("#unsent .line")).ToHaveCountAsync(0);
        // What waits stays on the ticket: a waiter who does not see it types it again.
        await Assertions.Expect(page.Locator("#queued .line")).ToHaveCountAsync(1);
        await kitchen.Locator(".kot-head").First.ClickAsync();
        await Assertions.Expect(kitchen.Locator("out-box [data-open]")).ToContainTextAsync("2 waiting");
        await Assertions.Expect(kitchen.Locator(".kot-head .queued")).ToHaveCountAsync(1);
        await kitchen.BringToFrontAsync();
        await tablet.ShootAsync("outbox-0-pad");
        await kitchen.Locator("out-box [data-open]").ClickAsync();
        await Assertions.Expect(kitchen.Locator(".outbox-list > li")).ToHaveCountAsync(2);
        await ShootAsync(kitchen, "outbox-1-kitchen-list");
        Assert.Equal(before, await KotsAsync(browsers));

        // Both pages are closed; the network returns; a page is opened again.
        await kitchen.CloseAsync();
        await page.GotoAsync("about:blank");
        cable.Mend();
        await page.GotoAsync("/staff/kitchen");
        await ExpectKotsAsync(browsers, before + 1);
        await Assertions.Expect(page.Locator("out-box")).ToBeHiddenAsync();
        // One bumped, one new.
        await Assertions.Expect(page.Locator(".kot")).ToHaveCountAsync(kots);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".kot")).ToHaveCountAsync(kots);
        Assert.Equal(before + 1, await KotsAsync(browsers));
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
        var before = await KotsAsync(browsers);
        await SendAsync(tablet, 9);
        await Assertions.Expect(second.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");
        await Assertions.Expect(second.Locator("out-box")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        Assert.True(arrived > 3, "the command was repeated");
        Assert.Equal(before + 1, await KotsAsync(browsers));
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
        await Task.WhenAll(tablet.Page.EvaluateAsync("dispatchEvent(new Event('online'))"),
            second.EvaluateAsync("dispatchEvent(new Event('online'))"));
        await Assertions.Expect(second.Locator("out-box")).ToBeHiddenAsync();
        Assert.Equal(["0/", "1/", "2/", "3/", "4/", "5/"], sent);
    }
}
