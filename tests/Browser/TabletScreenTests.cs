using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// A tablet that hands share, in a browser: the board goes on without a person, and each finds their half-made order
/// again.
/// </summary>
public sealed class TabletScreenTests(Browsers browsers)
{
    private const string Manager = "manager@spice-garden.example";

    [Fact]
    public async Task The_board_goes_on_without_a_person_and_is_unlocked_by_a_tap()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var desk = await browsers.DeviceAsync(Screen.Desktop, through: restpy.Address);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await desk.SignInAsync(Manager);
        await desk.GoAsync("/staff/devices");
        await LookAsync(desk, "devices-none-Desktop");
        await desk.Page.Locator("#name").FillAsync("Kitchen pass");
        await desk.Page.Locator("main form.form button[type=submit]").ClickAsync();
        var code = await desk.Page.Locator("code[data-pairing]").InnerTextAsync();
        await LookAsync(desk, "devices-code-Desktop");
        await tablet.GoAsync("/pair");
        await LookAsync(tablet, "pair-Tablet");
        await tablet.Page.Locator("#code").FillAsync(code);
        await tablet.Page.Locator("form button[type=submit]").ClickAsync();
        await tablet.Page.WaitForURLAsync("**/staff/kitchen");
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToBeVisibleAsync();
        await desk.GoAsync("/staff/devices");
        await LookAsync(desk, "devices-Desktop");
        await desk.Page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await LookAsync(desk, "devices-Phone");

        var kots = tablet.Page.Locator(".kot");
        await OrderAsync(restpy);
        await Assertions.Expect(kots).ToHaveCountAsync(1);
        await Assertions.Expect(tablet.Page.Locator("link-state")).ToHaveAttributeAsync("data-link", "live");
        await LookAsync(tablet, "board-locked-Tablet");
        await kots.Locator(".kot-head").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("#unlock .keypad")).ToBeVisibleAsync();
        await LookAsync(tablet, "board-pad-Tablet");
        await tablet.Page.Locator("#unlock .people label", new() { HasText = "Joseph" }).ClickAsync();
        foreach (var digit in "952741") await tablet.Page.Locator($"#unlock [data-digit='{digit}']").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToHaveCountAsync(0);
        await Assertions.Expect(kots).ToHaveCountAsync(1);
        await LookAsync(tablet, "board-unlocked-Tablet");
        await kots.Locator(".kot-head").ClickAsync();
        await Assertions.Expect(kots).ToHaveCountAsync(0);

        // Eight minutes later only the cook is gone.
        restpy.Clock.Advance(TimeSpan.FromMinutes(8));
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToBeVisibleAsync();
        await Assertions.Expect(tablet.Page)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/staff/kitchen$"));
        await OrderAsync(restpy);
        await Assertions.Expect(kots).ToHaveCountAsync(1);
        await tablet.Page.Locator(".lockbar").ClickAsync();
        await tablet.Page.Locator("#unlock .people label", new() { HasText = "Joseph" }).ClickAsync();
        await tablet.Page.Keyboard.TypeAsync("952741");
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToHaveCountAsync(0);
        await tablet.Page.Locator("[data-lock]").ClickAsync();
        await tablet.Page.WaitForURLAsync("**/tablet");
        await LookAsync(tablet, "lock-screen-Tablet");
        await tablet.Page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await LookAsync(tablet, "lock-screen-Phone");
        await tablet.Page.SetViewportSizeAsync(Screen.Desktop.Width, Screen.Desktop.Height);
        await LookAsync(tablet, "lock-screen-Desktop");
        await tablet.Page.Locator(".people label", new() { HasText = "Ravi" }).ClickAsync();
        await tablet.Page.Keyboard.TypeAsync("841631");
        await Assertions.Expect(tablet.Page.Locator(".errors")).ToBeVisibleAsync();
        await LookAsync(tablet, "lock-screen-wrong-Desktop");
    }

    [Fact]
    public async Task A_half_made_order_survives_the_lock_and_is_its_makers_alone()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await tablet.GoAsync("/pair");
        await tablet.Page.Locator("#code").FillAsync(await restpy.CodeAsync("Floor", "Terrace"));
        await tablet.Page.Locator("form button[type=submit]").ClickAsync();
        await tablet.Page.WaitForURLAsync("**/staff/floor");
        await LookAsync(tablet, "floor-locked-Tablet");
        // A tap on a table asks who it is, and leads to the table.
        await tablet.Page.Locator(".table-tile").Nth(3).ClickAsync();
        await UnlockAsync(tablet.Page, "#unlock", "Ravi", "841632");
        await tablet.Page.WaitForURLAsync("**/staff/pad**");
        var pad = new Uri(tablet.Page.Url).PathAndQuery;
        await Tablet.TapDishAsync(tablet.Page, 0);
        var unsent = tablet.Page.Locator("#unsent .line");
        await Assertions.Expect(unsent).ToHaveCountAsync(1);
        await LookAsync(tablet, "pad-on-tablet-Tablet");
        await LockAsync(tablet.Page);
        await UnlockAsync(tablet.Page, "main", "Lakshmi", "841632");
        await tablet.GoAsync(pad);
        await Assertions.Expect(tablet.Page.Locator("#send")).ToBeDisabledAsync();
        await Assertions.Expect(unsent).ToHaveCountAsync(0);
        await LockAsync(tablet.Page);
        await UnlockAsync(tablet.Page, "main", "Ravi", "841632");
        await tablet.GoAsync(pad);
        await Assertions.Expect(unsent).ToHaveCountAsync(1);
        // Nor does it go when the person was away too long: they come back to the table.
        restpy.Clock.Advance(TimeSpan.FromMinutes(8));
        await tablet.Page.WaitForURLAsync("**/tablet?next=**");
        await UnlockAsync(tablet.Page, "main", "Ravi", "841632");
        await tablet.Page.WaitForURLAsync("**" + pad);
        await Assertions.Expect(unsent).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_minute_before_the_end_all_tabs_warn_and_one_tap_is_enough()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var desk = await browsers.DeviceAsync(Screen.Desktop, through: restpy.Address);
        await desk.Context.Clock.InstallAsync();
        await desk.SignInAsync(Manager);
        await desk.GoAsync("/staff/floor");
        var other = await desk.Context.NewPageAsync();
        await other.GotoAsync("/staff/people");
        await PassAsync(restpy, desk, TimeSpan.FromSeconds(59 * 60 + 5));
        await Assertions.Expect(desk.Page.Locator("#idle")).ToBeVisibleAsync();
        await Assertions.Expect(other.Locator("#idle")).ToBeVisibleAsync();
        await LookAsync(desk, "idle-Desktop");
        await other.Locator("#idle [data-stay]").ClickAsync();
        await Assertions.Expect(other.Locator("#idle")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator("#idle")).ToBeHiddenAsync();
        await PassAsync(restpy, desk, TimeSpan.FromMinutes(60));
        await desk.Page.WaitForURLAsync("**/sign-in?over=1**");
        await Assertions.Expect(desk.Page.Locator(".flash").First).ToContainTextAsync("What you sent is kept");
        await LookAsync(desk, "sign-in-over-Desktop");
        await desk.Page.GoBackAsync();
        await Assertions.Expect(desk.Page.Locator("#password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_back_button_after_a_sign_out_shows_the_sign_in()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var desk = await browsers.DeviceAsync(Screen.Desktop, through: restpy.Address);
        await desk.SignInAsync(Manager);
        await desk.GoAsync("/staff/people");
        await desk.GoAsync("/staff/floor");
        await desk.Page.Locator(".account").ClickAsync();
        await desk.Page.Locator("form[action='/sign-out'] button").ClickAsync();
        await desk.Page.WaitForURLAsync("**/sign-in", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        for (var i = 0; i < 2; i++)
        {
            await desk.Page.GoBackAsync();
            await Assertions.Expect(desk.Page.Locator("#password")).ToBeVisibleAsync();
            Assert.DoesNotContain("Vikram", await desk.Page.ContentAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task PassAsync(TestProduct restpy, Device desk, TimeSpan by)
    {
        restpy.Clock.Advance(by);
        await desk.Page.Clock.FastForwardAsync((long)by.TotalMilliseconds).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task UnlockAsync(IPage page, string where, string name, string pin)
    {
        await page.Locator($"{where} .people label", new() { HasText = name }).ClickAsync();
        foreach (var digit in pin) await page.Locator($"{where} [data-digit='{digit}']").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/tablet", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("[data-lock]")).ToBeVisibleAsync();
    }

    private static async Task LockAsync(IPage page)
    {
        await page.Locator("[data-lock]").ClickAsync();
        await page.WaitForURLAsync("**/tablet");
    }

    private static async Task OrderAsync(TestProduct restpy)
    {
        var menu = await restpy.InAsync("spice-garden", "bengaluru", async s =>
            await s.GetRequiredService<MenuCache>()
                .OfAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch,
                    default));
        var dish = menu.Items.Values.First(i => i is { Station: "tandoor", SoldOut: false, Left: null }
            && i.Variants.Count == 0 && i.Groups.All(g => g.Min == 0));
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        var (status, body) = await waiter.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, lines = new[] { new { itemId = dish.Id, quantity = 1, note = "" } },
        });
        Assert.True(status == System.Net.HttpStatusCode.OK, body.ToString());
    }

    private static async Task LookAsync(Device device, string name)
    {
        await device.ShootAsync($"{name}-Light");
        await device.AssertCleanAsync(name);
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-Dark");
        await device.AssertReadableAsync($"{name} (dark)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
