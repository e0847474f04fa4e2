using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
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
        await desk.LookInBothThemesAsync("devices-none-Desktop");
        await desk.Page.Locator("#name").FillAsync("Kitchen pass");
        await desk.Page.Locator("main form.form button[type=submit]").ClickAsync();
        var code = await desk.Page.Locator("code[data-pairing]").InnerTextAsync();
        await desk.LookInBothThemesAsync("devices-code-Desktop");
        await tablet.GoAsync("/pair");
        await tablet.LookInBothThemesAsync("pair-Tablet");
        await tablet.Page.Locator("#code").FillAsync(code);
        await tablet.Page.Locator("form button[type=submit]").ClickAsync();
        await tablet.Page.WaitForURLAsync("**/staff/kitchen");
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToBeVisibleAsync();
        await desk.GoAsync("/staff/devices");
        await desk.LookInBothThemesAsync("devices-Desktop");
        await desk.Page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await desk.LookInBothThemesAsync("devices-Phone");

        var kots = tablet.Page.Locator(".kot");
        await OrderAsync(restpy);
        await Assertions.Expect(kots).ToHaveCountAsync(1);
        await Assertions.Expect(tablet.Page.Locator("link-state")).ToHaveAttributeAsync("data-link", "live");
        await tablet.LookInBothThemesAsync("board-locked-Tablet");
        await kots.Locator(".kot-head").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("#unlock .keypad")).ToBeVisibleAsync();
        await tablet.LookInBothThemesAsync("board-pad-Tablet");
        await tablet.Page.Locator("#unlock .people label", new() { HasText = "Joseph" }).ClickAsync();
        foreach (var digit in "952741") await tablet.Page.Locator($"#unlock [data-digit='{digit}']").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator(".lockbar")).ToHaveCountAsync(0);
        await Assertions.Expect(kots).ToHaveCountAsync(1);
        await tablet.LookInBothThemesAsync("board-unlocked-Tablet");
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
        await tablet.LookInBothThemesAsync("lock-screen-Tablet");
        await tablet.Page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await tablet.LookInBothThemesAsync("lock-screen-Phone");
        await tablet.Page.SetViewportSizeAsync(Screen.Desktop.Width, Screen.Desktop.Height);
        await tablet.LookInBothThemesAsync("lock-screen-Desktop");
        await tablet.Page.Locator(".people label", new() { HasText = "Ravi" }).ClickAsync();
        await tablet.Page.Keyboard.TypeAsync("841631");
        await Assertions.Expect(tablet.Page.Locator(".errors")).ToBeVisibleAsync();
        await tablet.LookInBothThemesAsync("lock-screen-wrong-Desktop");
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
        await tablet.LookInBothThemesAsync("floor-locked-Tablet");
        // A tap on a table asks who it is, and leads to the table.
        await tablet.Page.Locator(".table-tile").Nth(3).ClickAsync();
        await UnlockAsync(tablet.Page, "#unlock", "Ravi", "841632");
        await tablet.Page.WaitForURLAsync("**/staff/pad**");
        var pad = new Uri(tablet.Page.Url).PathAndQuery;
        await Tablet.TapDishAsync(tablet.Page, 0);
        var unsent = tablet.Page.Locator("#unsent .line");
        await Assertions.Expect(unsent).ToHaveCountAsync(1);
        await tablet.LookInBothThemesAsync("pad-on-tablet-Tablet");
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
}
