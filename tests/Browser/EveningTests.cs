using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// One evening in Mumbai with four devices at once: a guest's phone, a waiter's tablet, the kitchen screen, the
/// cashier.
/// The kitchen's link is cut in the middle. It ends with a Z report that adds up.
/// </summary>
public sealed partial class EveningTests(Browsers browsers)
{
    [Fact]
    public async Task The_whole_evening_from_the_float_to_the_Z_report()
    {
        await using var guest = await browsers.DeviceAsync(Screen.Phone);
        await using var cashier = await browsers.DeviceAsync(Screen.Desktop);
        await using var waiter = await browsers.DeviceAsync(Screen.Tablet);
        await using var cable = new Cable(browsers.Product.Address.Port);
        await using var kitchen = await browsers.DeviceAsync(Screen.Tablet, through: cable.Address);
        await cashier.SignInAsync("manager.mumbai@spice-garden.example");
        await waiter.SignInAsync("waiter.mumbai@spice-garden.example");
        await kitchen.SignInAsync("kitchen.mumbai@spice-garden.example");

        await OpenDrawerAsync(cashier);
        await kitchen.GoAsync("/staff/kitchen");
        await Assertions.Expect(kitchen.Page.Locator("link-state")).ToHaveAttributeAsync("data-link", "live");

        // A guest orders by QR; the first order of a table waits for a tap of the restaurant.
        await GuestOrdersAsync(guest);
        await waiter.GoAsync("/staff/floor");
        await Assertions.Expect(waiter.Page.Locator(".table-tile .table-call").First).ToBeVisibleAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot")).ToHaveCountAsync(0);
        await OpenTableAsync(waiter);
        await waiter.ShootAsync("evening-0-approve");
        await waiter.Page.Locator("[data-body*='true']").First.ClickAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot")).ToHaveCountAsync(1);
        await guest.Page.Locator("h2.s1").WaitForAsync();

        // Four taps: table, dish, dish, send.
        await OpenTableAsync(waiter);
        await TapDishAsync(waiter, 0);
        await TapDishAsync(waiter, 1);
        await waiter.ShootAsync("evening-1-pad");
        await waiter.Page.Locator("#send").ClickAsync();
        await waiter.Page.WaitForURLAsync("**/staff/floor");
        await Assertions.Expect(kitchen.Page.Locator(".kot")).ToHaveCountAsync(2);
        await Assertions.Expect(kitchen.Page.Locator(".kot-line")).ToHaveCountAsync(3);
        await kitchen.ShootAsync("evening-2-kitchen");

        // The cook ticks a dish; the tick holds.
        await kitchen.Page.Locator(".kot-line").First.ClickAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot-line[aria-pressed=true]")).ToHaveCountAsync(1);

        // The kitchen's link is cut: it says so, and shows nothing new.
        cable.Cut();
        await OpenTableAsync(waiter);
        await TapDishAsync(waiter, 2);
        await waiter.Page.Locator("#send").ClickAsync();
        await waiter.Page.WaitForURLAsync("**/staff/floor");
        await Assertions.Expect(kitchen.Page.Locator("#stale")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(kitchen.Page.Locator("link-state")).ToHaveAttributeAsync("data-link", "stale");
        await kitchen.ShootAsync("evening-3-kitchen-cut");

        // It returns: nothing was missed, and the last ticket is an add-on with only its own dish.
        cable.Mend();
        await Assertions.Expect(kitchen.Page.Locator(".kot")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        await Assertions.Expect(kitchen.Page.Locator("#stale")).ToBeHiddenAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot").Nth(2).Locator(".kot-rule")).ToBeVisibleAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot").Nth(2).Locator(".kot-line")).ToHaveCountAsync(1);

        // A sent line is voided with a reason; the cook sees it struck through until it is acknowledged.
        await OpenTableAsync(waiter);
        await waiter.Page.Locator("[data-void]").Last.ClickAsync();
        await waiter.Page.Locator("#void-dialog .chip").First.ClickAsync();
        await waiter.ShootAsync("evening-4-void");
        await waiter.Page.Locator("#void-dialog button[value=void]").ClickAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot-void button")).ToBeVisibleAsync();
        await kitchen.ShootAsync("evening-5-kitchen-void");
        await kitchen.Page.Locator(".kot-void button").ClickAsync();
        await Assertions.Expect(kitchen.Page.Locator(".kot-void button")).ToHaveCountAsync(0);
        for (var left = 2; left >= 0; left--)
        {
            await kitchen.Page.Locator(".kot-head").First.ClickAsync();
            await Assertions.Expect(kitchen.Page.Locator(".kot")).ToHaveCountAsync(left);
        }

        // The bill: the same total on the pad and on the bill.
        await OpenTableAsync(waiter);
        var onPad = await waiter.Page.Locator("#payable").InnerTextAsync();
        await waiter.Page.Locator("[data-answer=billId]").ClickAsync();
        await waiter.Page.WaitForURLAsync("**/staff/bills/**");
        var bill = new Uri(waiter.Page.Url).AbsolutePath;
        await waiter.ShootAsync("evening-6-bill");
        await cashier.GoAsync(bill + "/settle");
        Assert.Equal(onPad, (await cashier.Page.Locator(".due output").InnerTextAsync()).Trim());
        await cashier.ShootAsync("evening-7-settle");
        await cashier.Page.Locator(".tenders .chip").First.ClickAsync();
        await cashier.Page.Locator("#take").ClickAsync();
        await cashier.Page.WaitForURLAsync(url => !url.EndsWith("/settle", StringComparison.Ordinal));
        await waiter.GoAsync("/staff/floor");
        await Assertions.Expect(waiter.Page.Locator(".table-tile").First).ToHaveAttributeAsync("data-state", "paid");
        await waiter.ShootAsync("evening-8-floor-paid");

        await CloseDayAsync(cashier, Minor(onPad));
    }

    private static async Task OpenDrawerAsync(Device cashier)
    {
        await cashier.GoAsync("/staff/day");
        await cashier.Page.Locator("#float").FillAsync("2000");
        await cashier.Page.Locator("form[action='/staff/day/open'] button").ClickAsync();
        await Assertions.Expect(cashier.Page.Locator(".figures")).ToBeVisibleAsync();
    }

    private async Task GuestOrdersAsync(Device guest)
    {
        var (_, root) = await QrCodes.OfAsync(browsers.Product, "mumbai", "1");
        await guest.GoAsync(root + "?lang=en");
        await guest.Page.Locator("#PKR a").ClickAsync();
        await guest.Page.Locator(".bar button").ClickAsync();
        await guest.Page.Locator(".bar a").ClickAsync();
        await guest.Page.Locator(".bar button").ClickAsync();
        await guest.Page.WaitForURLAsync(url => url.EndsWith("/order", StringComparison.Ordinal));
    }

    private static async Task OpenTableAsync(Device waiter)
    {
        await waiter.GoAsync("/staff/floor");
        await waiter.Page.Locator(".table-tile").First.ClickAsync();
        await waiter.Page.WaitForURLAsync("**/staff/pad**");
    }

    /// <summary>A dish of the first category that needs no choice.</summary>
    private static async Task TapDishAsync(Device waiter, int index)
    {
        var dishes = waiter.Page.Locator(".item:not([data-choices=must]):not([aria-disabled])");
        await dishes.Nth(index).ClickAsync();
    }

    /// <summary>Counts float and takings, and reads the Z report: what was expected was counted.</summary>
    private static async Task CloseDayAsync(Device cashier, long takenMinor)
    {
        await cashier.GoAsync("/staff/day/close");
        var left = takenMinor + 200_000;
        foreach (var piece in new[] { 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100 })
        {
            await cashier.Page.Locator($"#n{piece}").FillAsync($"{left / piece}");
            left %= piece;
        }
        Assert.Equal(0, left);
        await cashier.ShootAsync("evening-9-count");
        await cashier.Page.Locator(".savebar button").ClickAsync();
        await cashier.Page.Locator("#confirm button[value=yes]").ClickAsync();
        await cashier.Page.WaitForURLAsync(url => url.Contains("/staff/day", StringComparison.Ordinal)
            && !url.EndsWith("/close", StringComparison.Ordinal));
        await cashier.GoAsync("/staff/day");
        var row = cashier.Page.Locator("tbody tr").First;
        Assert.Equal(takenMinor, Minor(await row.Locator("td").Nth(4).InnerTextAsync()));
        Assert.Equal(0, Minor(await row.Locator("td").Nth(5).InnerTextAsync()));
        await row.Locator("a").ClickAsync();
        await cashier.ShootAsync("evening-10-z");
    }

    private static long Minor(string amount) =>
        long.Parse(NotDigits().Replace(amount, ""), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\D")]
    private static partial Regex NotDigits();
}
