using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>What hands do on a waiter's tablet in Bengaluru.</summary>
internal static class Tablet
{
    internal const string Put =
        "async url => { const { outbox } = await import('/js/outbox.js'); await outbox.put({ url, body: {}, label: "
            + "url }); }";

    /// <summary>Rounds, and not orders: a doubled round lands on the same order of its table.</summary>
    internal static Task<int> KotsAsync(Browsers browsers) =>
        browsers.Product.InAsync("spice-garden", "bengaluru",
            services => services.GetRequiredService<RestpyDb>().Set<Kot>()
            .CountAsync(TestContext.Current.CancellationToken));

    /// <summary>
    /// A queue not yet read looks like an empty one, so what was sent is waited for at the kitchen, and not at the sign
    /// in the header.
    /// </summary>
    internal static async Task ExpectKotsAsync(Browsers browsers, int expected)
    {
        for (var tries = 0; tries < 150 && await KotsAsync(browsers) < expected; tries++) await Task.Delay(100);
        Assert.Equal(expected, await KotsAsync(browsers));
    }

    internal static async Task SoldOutAsync(StaffClient person, string item, string what)
    {
        var (status, body) =
            await person.CommandAsync($"/api/v1/menu/items/{item}/{what}", new { commandId = Guid.NewGuid() });
        Assert.True(status == System.Net.HttpStatusCode.OK, body.ToString());
    }

    internal static async Task SendAsync(Device device, int table)
    {
        await OpenPadAsync(device.Page, table);
        await TapDishAsync(device.Page, 0);
        await device.Page.Locator("#send").ClickAsync();
    }

    internal static async Task OpenPadAsync(IPage page, int table)
    {
        await page.GotoAsync("/staff/floor");
        await page.Locator(".table-tile").Nth(table).ClickAsync();
        await page.WaitForURLAsync("**/staff/pad**");
    }

    internal static Task TapDishAsync(IPage page, int index) =>
        page.Locator(".item:not([data-choices=must]):not([aria-disabled])").Nth(index).ClickAsync();

    internal static async Task ShootAsync(IPage page, string name)
    {
        if (Browsers.Screenshots is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
