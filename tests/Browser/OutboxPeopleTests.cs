using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;
using static Restpy.BrowserTests.Tablet;

namespace Restpy.BrowserTests;

/// <summary>The queue and its person: what was refused, whose it is, and when it lay too long.</summary>
public sealed class OutboxPeopleTests(Browsers browsers)
{
    [Fact]
    public async Task A_refusal_is_shown_and_the_person_goes_back_to_it()
    {
        await using var cable = new Cable(browsers.Product.Address.Port);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: cable.Address);
        await tablet.SignInAsync("manager@spice-garden.example");
        var page = tablet.Page;
        await OpenPadAsync(page, 10);
        await TapDishAsync(page, 1);
        var dish = await page.Locator("#unsent .line-name b").InnerTextAsync();
        var item = await page.Locator(".item.has-count").GetAttributeAsync("value");
        cable.Cut();
        await page.Locator("#send").ClickAsync();
        await Assertions.Expect(page.Locator("out-box [data-open]")).ToContainTextAsync("1 waiting");

        // While the tablet is cut off, the kitchen runs out of the dish.
        var chef = await browsers.Product.AsAsync("kitchen@spice-garden.example");
        await SoldOutAsync(chef, item!, "sold-out");
        cable.Mend();
        await Assertions.Expect(page.Locator("out-box [data-open]"))
            .ToContainTextAsync("1 refused", new() { Timeout = 40_000 });
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
        var before = await KotsAsync(browsers);
        await TapDishAsync(tablet.Page, 0);
        // The session ends while the order is on the pad, as it does after eight minutes.
        await tablet.Context.ClearCookiesAsync(new() { Name = "restpy" });
        await tablet.Page.Locator("#send").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("Sign in to send 1");
        await tablet.ShootAsync("outbox-3-sign-in");

        // A colleague takes the tablet. The order waits for its waiter, and signing out does not clear it away.
        await tablet.SignInAsync("manager@spice-garden.example");
        await tablet.GoAsync("/staff/floor");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]"))
            .ToContainTextAsync("1 waiting for Ravi Kumar");
        await tablet.ShootAsync("outbox-4-held");
        Assert.Equal(before, await KotsAsync(browsers));
        await tablet.Page.Locator(".account").ClickAsync();
        await tablet.Page.Locator("form[action='/sign-out'] button").First.ClickAsync();
        await tablet.Page.WaitForURLAsync("**/sign-in", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]"))
            .ToContainTextAsync("1 waiting for Ravi Kumar");
        await tablet.ShootAsync("outbox-5-sign-in-page");
        Assert.Equal(before, await KotsAsync(browsers));

        await tablet.SignInAsync("waiter@spice-garden.example");
        await ExpectKotsAsync(browsers, before + 1);
        await Assertions.Expect(tablet.Page.Locator("out-box")).ToBeHiddenAsync();
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
        await tablet.Page.Clock.SetSystemTimeAsync(browsers.Product.Clock.GetUtcNow().AddHours(3).UtcDateTime);
        await tablet.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(tablet.Page.Locator("out-box [data-open]")).ToContainTextAsync("1 refused");
        Assert.Equal(1, sent);
        await tablet.Page.Locator("out-box [data-open]").ClickAsync();
        await tablet.Page.Locator(".outbox-list [data-again]").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("out-box")).ToBeHiddenAsync();
        Assert.Equal(2, sent);
    }
}
