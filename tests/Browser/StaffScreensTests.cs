using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// Every screen of the staff, in three sizes and both themes: axe finds nothing, the console is silent, nothing scrolls
/// sideways.
/// </summary>
public sealed class StaffScreensTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Tablet"), InlineData("Desktop")]
    public async Task Every_screen_is_clean(string size)
    {
        var screen = size switch { "Phone" => Screen.Phone, "Tablet" => Screen.Tablet, _ => Screen.Desktop };
        await using var device = await browsers.DeviceAsync(screen);
        await device.GoAsync("/sign-in");
        await LookAsync(device, "sign-in", size);
        await device.GoAsync("/forgot");
        await LookAsync(device, "forgot", size);
        await device.SignInAsync("manager@spice-garden.example");
        foreach (var (name, path) in Screens)
        {
            await device.GoAsync(path);
            await LookAsync(device, name, size);
        }
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile").First.ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        await LookAsync(device, "pad", size);
        await device.GoAsync("/staff/tables/codes");
        await device.Page.Locator(".qr-thumb").First.ClickAsync();
        await LookAsync(device, "code", size);
        await device.GoAsync("/staff/people");
        await device.Page.GetByRole(AriaRole.Link, new() { Name = "Ravi Kumar" }).ClickAsync();
        foreach (var more in await device.Page.Locator("details.more > summary").AllAsync()) await more.ClickAsync();
        await LookAsync(device, "person", size);
    }

    /// <summary>The owner's own pages, and what somebody new sees who opens the link.</summary>
    [Theory, InlineData("Phone"), InlineData("Desktop")]
    public async Task Roles_and_the_way_in_are_clean(string size)
    {
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Desktop);
        await device.SignInAsync("owner@maison-lumiere.example");
        await device.GoAsync("/staff/roles?role=Waiter");
        await LookAsync(device, "roles", size);
        await device.GoAsync("/staff/people/invite");
        await device.Page.Locator("#name").FillAsync("Noé Lambert");
        await device.Page.Locator("#email").FillAsync($"noe.{size.ToLowerInvariant()}@maison-lumiere.example");
        await device.Page.Locator("main form.form button[type=submit]").ClickAsync();
        await device.Page.WaitForURLAsync("**/invited/**");
        await LookAsync(device, "invited", size);
        var link = await device.Page.Locator("#link").InputValueAsync();
        await using var own = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Desktop);
        await own.Page.GotoAsync(new Uri(link).AbsolutePath);
        await LookAsync(own, "join", size);
        await own.Page.Locator("#password").FillAsync("le tramway de huit heures");
        await own.Page.Locator("form button[type=submit]").ClickAsync();
        // Signed in at once: on the first screen of their role.
        await own.Page.WaitForURLAsync(url => url.Contains("/staff", StringComparison.Ordinal),
            new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await LookAsync(own, "joined", size);
    }

    private static readonly (string Name, string Path)[] Screens =
    [
        ("floor", "/staff/floor"), ("orders", "/staff/orders"), ("kitchen", "/staff/kitchen"), ("menu", "/staff/menu"),
        ("tables", "/staff/tables"), ("codes", "/staff/tables/codes"), ("choose", "/staff/choose"),
        ("bills", "/staff/bills"), ("day", "/staff/day"), ("sales", "/staff/sales"), ("log", "/staff/log"),
        ("sold-out", "/staff/menu/sold-out"), ("security", "/security"),
        ("account", "/staff/account"), ("sessions", "/staff/account/sessions"), ("people", "/staff/people"),
        ("invite", "/staff/people/invite"), ("review", "/staff/people/review"),
    ];

    private static async Task LookAsync(Device device, string name, string size)
    {
        await device.ShootAsync($"{name}-{size}-Light");
        await device.AssertCleanAsync($"{name} ({size}, light)");
        // The other theme is other colours and nothing else.
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-{size}-Dark");
        await device.AssertReadableAsync($"{name} ({size}, dark)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
