using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>The page an owner chooses networks on: looked at, and used with a keyboard's worth of care.</summary>
public sealed class NetworkScreenTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Desktop")]
    public async Task A_list_is_set_refused_and_changed(string size)
    {
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Desktop);
        await device.SignInAsync("owner@maison-lumiere.example");
        await device.GoAsync("/staff/security/networks");
        await LookAsync(device, $"networks-{size}");
        await SetAsync(device, "role:Accountant", "203.0.113.7\n2001:db8:1234::/48\n10.20.0.0/16");
        await device.Page.Locator("table.data").WaitForAsync();
        await LookAsync(device, $"networks-set-{size}");
        await SetAsync(device, "role:Owner", "203.0.113.7");
        await device.Page.Locator("#networks-error").WaitForAsync();
        Assert.Equal("203.0.113.7", await device.Page.Locator("#networks").InputValueAsync());
        await LookAsync(device, $"networks-refused-{size}");
        await device.GoAsync("/staff/security/networks");
        await device.Page.Locator("table.data a").First.ClickAsync();
        Assert.Contains("2001:db8:1234::/48", await device.Page.Locator("#networks").InputValueAsync());
        await SetAsync(device, "role:Accountant", "");
        await device.Page.Locator(".empty").WaitForAsync();
    }

    private static async Task SetAsync(Device device, string of, string networks)
    {
        await device.Page.Locator("#of").SelectOptionAsync(of);
        await device.Page.Locator("#networks").FillAsync(networks);
        await device.Page.Locator("#edit button[type=submit]").ClickAsync();
    }

    private static async Task LookAsync(Device device, string name)
    {
        await device.ShootAsync($"{name}-Light");
        await device.AssertCleanAsync($"{name}, light");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-Dark");
        await device.AssertReadableAsync($"{name}, dark");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
