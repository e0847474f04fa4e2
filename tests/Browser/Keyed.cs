using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.Staff.Hire;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>A browser with an authenticator of its own, and a new person in front of it.</summary>
internal static class Keyed
{
    /// <summary>Passkeys are of a name: 127.0.0.1 has none.</summary>
    public static string Localhost(Browsers browsers) => $"http://localhost:{browsers.Product.Address.Port}";

    public static async Task<(Device Device, ICDPSession Key, string Authenticator)> AtAsync(
        Browsers browsers, string email, string slug = "spice-garden", Role role = Role.Manager, Screen? screen = null)
    {
        var device = await browsers.DeviceAsync(
            screen ?? Screen.Desktop, through: browsers.Product is null ? null : new(Localhost(browsers)));
        await browsers.Product!.InAsync(slug, null, async s => (await s.GetRequiredService<HireHandler>().HandleAsync(
            new(email, "Keya Sen", await s.GetRequiredService<Passwords>().HashAsync(TestProduct.Password, default),
                "en", role, null), default)).Value);
        var key = await device.Context.NewCDPSessionAsync(device.Page);
        await key.SendAsync("WebAuthn.enable");
        var made = await key.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true,
                ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return (device, key, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    public static async Task PasswordAsync(IPage page, string email)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(TestProduct.Password);
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal),
            new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    public static async Task SignInAsync(IPage page, string email)
    {
        await PasswordAsync(page, email);
        Assert.DoesNotContain("/sign-in", page.Url);
    }

    public static async Task OutAsync(IPage page)
    {
        var token = await page.Locator("input[name=_token]").First.GetAttributeAsync("value");
        await page.EvaluateAsync(
            "token => fetch('/sign-out', { method: 'POST', headers: { 'X-CSRF-TOKEN': token } })", token);
    }

    public static Task<string> CodeAsync(Browsers browsers, string email) =>
        browsers.Product.InAsync("spice-garden", null, async s =>
    {
        var letters = await s.GetRequiredService<Platform.Mail.Mails>()
            .ShownAsync(s.GetRequiredService<RestpyDb>(), 50, default);
        return letters.First(l => l.EmailMessage.To == email)
            .EmailMessage.Paragraphs.First(p => p.Length == 9 && char.IsDigit(p[0]));
    });

    public static async Task LookAsync(Device device, string name, string size)
    {
        await device.ShootAsync($"{name}-{size}-Light");
        await device.AssertCleanAsync($"{name} ({size}, light)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-{size}-Dark");
        await device.AssertReadableAsync($"{name} ({size}, dark)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
