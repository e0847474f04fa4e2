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

/// <summary>Passkeys as a browser makes and shows them, on an authenticator of its own (CDP WebAuthn).</summary>
public sealed class PasskeyTests(Browsers browsers)
{
    private const string Mine = "/staff/account/factors";

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_and_none_that_skips_its_person_or_goes_back_does()
    {
        var (device, key) = await AtAsync("keyed@spice-garden.example");
        await using var _ = device;
        var page = device.Page;
        await SignInAsync(page, "keyed@spice-garden.example");
        await page.GotoAsync(Mine);
        // Added, with what the browser sent kept back for later.
        string? sent = null;
        page.Request += (_, request) => { if (request.Url.Contains("AddPasskey", StringComparison.Ordinal)) sent = request.PostData; };
        await page.Locator("#passkey-name").FillAsync("Blue key");
        await page.Locator("form[data-passkey=make] button").ClickAsync();
        await page.Locator("[data-factors]").WaitForAsync();
        Assert.Contains("Blue key", await page.Locator("[data-factors]").InnerTextAsync());
        await device.AssertCleanAsync("factors with a passkey");
        // The same answer a second time: its question is spent.
        var again = await page.APIRequest.PostAsync($"{Localhost}{Mine}?handler=AddPasskey", new() { DataString = sent, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" }, MaxRedirects = 0 });
        Assert.Equal(400, again.Status);
        await page.GotoAsync("/staff/choose");
        await OutAsync(page);

        await PasswordAsync(page, "keyed@spice-garden.example");
        await device.AssertCleanAsync("second step with a passkey");
        // A finger that was not asked for: the page is made to ask for none, and the answer says so.
        await key.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _authenticator, ["isUserVerified"] = false });
        await page.RouteAsync("**/sign-in/second?handler=Question", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"userVerification\":\"required\"", "\"userVerification\":\"discouraged\"", StringComparison.Ordinal) });
        });
        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.Locator(".errors").WaitForAsync();
        Assert.Contains("/sign-in/second", page.Url);
        await page.UnrouteAllAsync();
        await key.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _authenticator, ["isUserVerified"] = true });

        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/staff/choose");
        await OutAsync(page);

        // Somebody copied the key: its counter stands where it stood long ago.
        var credential = (await key.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _authenticator }))!.Value.GetProperty("credentials")[0];
        Assert.True(credential.GetProperty("signCount").GetInt32() > 1);
        await key.SendAsync("WebAuthn.clearCredentials", new() { ["authenticatorId"] = _authenticator });
        var copy = JsonSerializer.Deserialize<Dictionary<string, object>>(credential)!;
        copy["signCount"] = 0;
        await key.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = _authenticator, ["credential"] = copy });
        await PasswordAsync(page, "keyed@spice-garden.example");
        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.Locator(".errors").WaitForAsync();
        Assert.Contains("/sign-in/second", page.Url);
    }

    [Fact]
    public async Task Where_a_role_asks_for_a_passkey_adding_it_opens_the_door_and_a_code_does_not()
    {
        await browsers.House.InAsync("maison-lumiere", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var row = RoleSecurity.Of(Role.Accountant);
            row.Ask(Demand.Passkey, db.Time.GetUtcNow());
            db.Add(row);
            db.Act("staff.demand-set", row);
            return await db.SaveChangesAsync();
        });
        try
        {
            var (device, _) = await AtAsync("asked@maison-lumiere.example", "maison-lumiere", Role.Accountant);
            await using var __ = device;
            var page = device.Page;
            await PasswordAsync(page, "asked@maison-lumiere.example");
            await page.Locator("#code-Email").FillAsync(await CodeAsync("asked@maison-lumiere.example"));
            await page.Locator("form[data-means=Email] button").ClickAsync();
            await page.WaitForURLAsync("**" + Mine);
            await device.AssertCleanAsync("enrolling");
            Assert.Equal(403, (await page.GotoAsync("/staff/sales"))!.Status);
            await page.GotoAsync(Mine);
            await page.Locator("form[data-passkey=make] button").ClickAsync();
            await page.Locator("[data-factors]").WaitForAsync();
            Assert.Equal(200, (await page.GotoAsync("/staff/sales"))!.Status);
            // The last one stays.
            await page.GotoAsync(Mine);
            await page.Locator("form[action*='Remove'] button").ClickAsync();
            await page.Locator(".errors").WaitForAsync();
            Assert.Equal(1, await page.Locator("[data-factors] li").CountAsync());
        }
        finally
        {
            await browsers.House.InAsync("maison-lumiere", null, async s =>
            {
                var db = s.GetRequiredService<RestpyDb>();
                var row = await db.Set<RoleSecurity>().FirstAsync();
                row.Ask(Demand.Password, db.Time.GetUtcNow());
                db.Act("staff.demand-set", row);
                return await db.SaveChangesAsync();
            });
        }
    }

    [Theory, InlineData("Phone"), InlineData("Desktop")]
    public async Task Every_screen_of_signing_in_is_clean(string size)
    {
        var email = $"screens-{size.ToLowerInvariant()}@spice-garden.example";
        var (device, _) = await AtAsync(email, screen: size == "Phone" ? Screen.Phone : Screen.Desktop);
        await using var __ = device;
        var page = device.Page;
        await SignInAsync(page, email);
        await device.GoAsync(Mine);
        await LookAsync(device, "factors-none", size);
        await page.Locator("form[action*='NewApp'] button").ClickAsync();
        await LookAsync(device, "factors-app", size);
        await device.GoAsync(Mine);
        await page.Locator("form[data-passkey=make] button").ClickAsync();
        await page.Locator("[data-factors]").WaitForAsync();
        await LookAsync(device, "factors-one", size);
        await page.Locator("form[action*='=Codes'] button").ClickAsync();
        await page.Locator("[data-codes]").WaitForAsync();
        await LookAsync(device, "factors-codes", size);
        await device.GoAsync("/staff/step-up?next=/staff");
        await LookAsync(device, "step-up", size);
        await page.GotoAsync("/staff/choose");
        await OutAsync(page);
        await PasswordAsync(page, email);
        await LookAsync(device, "second-own", size);
        await SignInAsync(page, "owner@spice-garden.example");
        await device.GoAsync("/staff/security");
        await LookAsync(device, "role-demands", size);
        await device.GoAsync("/staff/step-up?next=/staff/security");
        await LookAsync(device, "step-up-password", size);
        await page.GotoAsync("/staff/choose");
        await OutAsync(page);
        await SignInAsync(page, "admin@restpy.example");
        await device.GoAsync("/platform/mail");
        await LookAsync(device, "mail", size);
    }

    private string _authenticator = "";

    /// <summary>Passkeys are of a name: 127.0.0.1 has none.</summary>
    private string Localhost => $"http://localhost:{browsers.House.Address.Port}";

    private async Task<(Device Device, ICDPSession Key)> AtAsync(string email, string slug = "spice-garden", Role role = Role.Manager, Screen? screen = null)
    {
        var device = await browsers.DeviceAsync(screen ?? Screen.Desktop, through: browsers.House is null ? null : new(Localhost));
        await browsers.House!.InAsync(slug, null, async s => (await s.GetRequiredService<HireHandler>().HandleAsync(
            new(email, "Keya Sen", await s.GetRequiredService<Passwords>().HashAsync(TestHouse.Password, default), "en", role, null), default)).Value);
        var key = await device.Context.NewCDPSessionAsync(device.Page);
        await key.SendAsync("WebAuthn.enable");
        var made = await key.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        _authenticator = made!.Value.GetProperty("authenticatorId").GetString()!;
        return (device, key);
    }

    private static async Task PasswordAsync(IPage page, string email)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(TestHouse.Password);
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await PasswordAsync(page, email);
        Assert.DoesNotContain("/sign-in", page.Url);
    }

    private static async Task OutAsync(IPage page)
    {
        var token = await page.Locator("input[name=_token]").First.GetAttributeAsync("value");
        await page.EvaluateAsync("token => fetch('/sign-out', { method: 'POST', headers: { 'X-CSRF-TOKEN': token } })", token);
    }

    private Task<string> CodeAsync(string email) => browsers.House.InAsync("spice-garden", null, async s =>
    {
        var letters = await s.GetRequiredService<Platform.Mail.Mails>().ShownAsync(s.GetRequiredService<RestpyDb>(), 50, default);
        return letters.First(l => l.Letter.To == email).Letter.Paragraphs.First(p => p.Length == 9 && char.IsDigit(p[0]));
    });

    private static async Task LookAsync(Device device, string name, string size)
    {
        await device.ShootAsync($"{name}-{size}-Light");
        await device.AssertCleanAsync($"{name} ({size}, light)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-{size}-Dark");
        await device.AssertReadableAsync($"{name} ({size}, dark)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
