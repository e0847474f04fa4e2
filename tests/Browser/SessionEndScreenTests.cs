using Microsoft.Playwright;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// The end of a session at a desk, in a browser: a warning before it, and nothing to go back to after it.
/// </summary>
public sealed class SessionEndScreenTests(Browsers browsers)
{
    private const string Manager = "manager@spice-garden.example";

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
        await desk.LookInBothThemesAsync("idle-Desktop");
        await other.Locator("#idle [data-stay]").ClickAsync();
        await Assertions.Expect(other.Locator("#idle")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator("#idle")).ToBeHiddenAsync();
        await PassAsync(restpy, desk, TimeSpan.FromMinutes(60));
        await desk.Page.WaitForURLAsync("**/sign-in?over=1**");
        await Assertions.Expect(desk.Page.Locator(".flash").First).ToContainTextAsync("What you sent is kept");
        await desk.LookInBothThemesAsync("sign-in-over-Desktop");
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
}
