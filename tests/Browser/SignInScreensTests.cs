using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// The screens around signing in and mail: axe finds nothing, the console is silent, nothing scrolls sideways.
/// </summary>
public sealed class SignInScreensTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Desktop")]
    public async Task Every_screen_of_signing_in_is_clean(string size)
    {
        var email = $"screens-{size.ToLowerInvariant()}@spice-garden.example";
        var (device, _, _) =
            await Keyed.AtAsync(browsers, email, screen: size == "Phone" ? Screen.Phone : Screen.Desktop);
        await using var __ = device;
        var page = device.Page;
        await Keyed.SignInAsync(page, email);
        await device.GoAsync("/staff/account/factors");
        await Keyed.LookAsync(device, "factors-none", size);
        await page.Locator("form[action*='NewApp'] button").ClickAsync();
        await Keyed.LookAsync(device, "factors-app", size);
        await device.GoAsync("/staff/account/factors");
        await page.Locator("form[data-passkey=make] button").ClickAsync();
        await page.Locator("[data-factors]").WaitForAsync();
        await Keyed.LookAsync(device, "factors-one", size);
        await page.Locator("form[action*='=Codes'] button").ClickAsync();
        await page.Locator("[data-codes]").WaitForAsync();
        await Keyed.LookAsync(device, "factors-codes", size);
        await device.GoAsync("/staff/step-up?next=/staff");
        await Keyed.LookAsync(device, "step-up", size);
        await page.GotoAsync("/staff/choose");
        await Keyed.OutAsync(page);
        await Keyed.PasswordAsync(page, email);
        await Keyed.LookAsync(device, "second-own", size);
        await Keyed.SignInAsync(page, "owner@spice-garden.example");
        await device.GoAsync("/staff/security");
        await Keyed.LookAsync(device, "role-demands", size);
        await device.GoAsync("/staff/step-up?next=/staff/security");
        await Keyed.LookAsync(device, "step-up-password", size);
        await page.GotoAsync("/staff/choose");
        await Keyed.OutAsync(page);
        await Keyed.SignInAsync(page, "admin@restpy.example");
        await device.GoAsync("/platform/mail");
        await Keyed.LookAsync(device, "mail", size);
    }
}
