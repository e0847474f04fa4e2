using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// What waits for the service is seen on every page of the staff: a badge in the bar and a number in the title.
/// </summary>
public sealed class SignalTests(Browsers browsers)
{
    [Fact]
    public async Task A_guests_order_is_seen_on_a_page_that_is_not_the_floor()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var own = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await own.SignInAsync("waiter@spice-garden.example");
        await own.GoAsync("/staff/bills");
        await using var guest = await browsers.DeviceAsync(Screen.Phone, through: restpy.Address);
        var (_, root) = await QrCodes.OfAsync(restpy, "bengaluru", "3");
        await guest.GoAsync((await HrefAsync(guest, root + "?lang=en", "#PKR a"))!);
        await guest.Page.Locator(".bar button").ClickAsync();
        await guest.GoAsync(root + "/basket");
        await guest.Page.Locator(".bar button").ClickAsync();
        await Assertions.Expect(own.Page.Locator(".signals .count")).ToHaveTextAsync("1");
        await Assertions.Expect(own.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await own.Page.Locator(".signal-menu summary").ClickAsync();
        await own.ShootAsync("signals");
        await own.Page.Locator("[data-signal=GuestOrder] a").ClickAsync();
        await own.Page.WaitForURLAsync("**/staff/pad**");
    }

    [Fact]
    public async Task A_finished_dish_is_marked_on_the_tile_and_served_with_one_tap()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var waiter = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await waiter.SignInAsync("waiter@spice-garden.example");
        await Tablet.SendAsync(waiter, 4);
        await waiter.Page.WaitForURLAsync("**/staff/floor");
        var kot = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Kot>().Select(k => k.Id).SingleAsync());
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        await Assertions.Expect(waiter.Page.Locator(".table-tile .table-call")).ToHaveTextAsync("1 ready");
        await waiter.ShootAsync("signal-ready-floor");
        await waiter.Page.Locator(".signal-menu summary").ClickAsync();
        await waiter.Page.Locator("[data-signal=Ready] button").ClickAsync();
        await Assertions.Expect(waiter.Page.Locator(".table-tile .table-call")).ToHaveCountAsync(0);
        await Assertions.Expect(waiter.Page).ToHaveTitleAsync(new Regex("^Floor"));
    }

    [Fact]
    public async Task Sound_turned_off_stays_off_on_this_device()
    {
        await using var waiter = await browsers.DeviceAsync(Screen.Tablet);
        await waiter.SignInAsync("waiter@spice-garden.example");
        await waiter.GoAsync("/staff/floor");
        await waiter.Page.Locator(".signal-menu summary").ClickAsync();
        await waiter.Page.Locator(".signal-menu [data-sound]").ClickAsync();
        await waiter.GoAsync("/staff/orders");
        await waiter.Page.Locator(".signal-menu summary").ClickAsync();
        await Assertions.Expect(waiter.Page.Locator(".signal-menu [data-sound]")).ToHaveTextAsync("Sound is off");
    }

    private static async Task<string?> HrefAsync(Device device, string page, string selector)
    {
        await device.GoAsync(page);
        return await device.Page.Locator(selector).First.GetAttributeAsync("href");
    }
}
