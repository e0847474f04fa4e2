using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>Every screen of the staff, in three sizes and both themes: axe finds nothing, the console is silent, nothing scrolls sideways.</summary>
public sealed class StaffScreensTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Tablet"), InlineData("Desktop")]
    public async Task Every_screen_is_clean(string size)
    {
        var screen = size switch { "Phone" => Screen.Phone, "Tablet" => Screen.Tablet, _ => Screen.Desktop };
        await using var device = await browsers.DeviceAsync(screen);
        await device.GoAsync("/sign-in");
        await LookAsync(device, "sign-in", size);
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
    }

    private static readonly (string Name, string Path)[] Screens =
    [
        ("floor", "/staff/floor"), ("orders", "/staff/orders"), ("kitchen", "/staff/kitchen"), ("menu", "/staff/menu"), ("tables", "/staff/tables"), ("choose", "/staff/choose"),
        ("bills", "/staff/bills"), ("day", "/staff/day"), ("sales", "/staff/sales"), ("log", "/staff/log"), ("sold-out", "/staff/menu/sold-out"), ("security", "/security"),
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
