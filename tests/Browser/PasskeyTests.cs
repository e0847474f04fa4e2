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
        var (device, key, authenticator) = await Keyed.AtAsync(browsers, "keyed@spice-garden.example");
        await using var _ = device;
        var page = device.Page;
        await Keyed.SignInAsync(page, "keyed@spice-garden.example");
        await page.GotoAsync(Mine);
        // Added, with what the browser sent kept back for later.
        string? sent = null;
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("AddPasskey", StringComparison.Ordinal)) sent = request.PostData;
        };
        await page.Locator("#passkey-name").FillAsync("Blue key");
        await page.Locator("form[data-passkey=make] button").ClickAsync();
        await page.Locator("[data-factors]").WaitForAsync();
        Assert.Contains("Blue key", await page.Locator("[data-factors]").InnerTextAsync());
        await device.AssertCleanAsync("factors with a passkey");
        // The same answer a second time: its question is spent.
        var again = await page.APIRequest.PostAsync($"{Keyed.Localhost(browsers)}{Mine}?handler=AddPasskey", new()
        {
            DataString = sent, Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = "application/x-www-form-urlencoded",
            }, MaxRedirects = 0,
        });
        Assert.Equal(400, again.Status);
        await page.GotoAsync("/staff/choose");
        await Keyed.OutAsync(page);

        await Keyed.PasswordAsync(page, "keyed@spice-garden.example");
        await device.AssertCleanAsync("second step with a passkey");
        // A finger that was not asked for: the page is made to ask for none, and the answer says so.
        await key.SendAsync("WebAuthn.setUserVerified", new()
        {
            ["authenticatorId"] = authenticator, ["isUserVerified"] = false,
        });
        await page.RouteAsync("**/sign-in/second?handler=Question", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new()
            {
                Response = answer, Body = (await answer.TextAsync())
                .Replace("\"userVerification\":\"required\"", "\"userVerification\":\"discouraged\"",
                    StringComparison.Ordinal),
            });
        });
        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.Locator(".errors").WaitForAsync();
        Assert.Contains("/sign-in/second", page.Url);
        await page.UnrouteAllAsync();
        await key.SendAsync("WebAuthn.setUserVerified", new()
        {
            ["authenticatorId"] = authenticator, ["isUserVerified"] = true,
        });

        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/staff/choose");
        await Keyed.OutAsync(page);

        // Somebody copied the key: its counter stands where it stood long ago.
        var credential = (await key.SendAsync("WebAuthn.getCredentials",
            new() { ["authenticatorId"] = authenticator }))!.Value.GetProperty("credentials")[0];
        Assert.True(credential.GetProperty("signCount").GetInt32() > 1);
        await key.SendAsync("WebAuthn.clearCredentials", new() { ["authenticatorId"] = authenticator });
        var copy = JsonSerializer.Deserialize<Dictionary<string, object>>(credential)!;
        copy["signCount"] = 0;
        await key.SendAsync("WebAuthn.addCredential", new()
        {
            ["authenticatorId"] = authenticator, ["credential"] = copy,
        });
        await Keyed.PasswordAsync(page, "keyed@spice-garden.example");
        await page.Locator("form[data-passkey=show] button").ClickAsync();
        await page.Locator(".errors").WaitForAsync();
        Assert.Contains("/sign-in/second", page.Url);
    }

    [Fact]
    public async Task Where_a_role_asks_for_a_passkey_adding_it_opens_the_door_and_a_code_does_not()
    {
        await browsers.Product.InAsync("maison-lumiere", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var row = RoleSecurity.Of(Role.Accountant);
            row.Ask(SecondFactorRequirement.Passkey, db.Time.GetUtcNow());
            db.Add(row);
            db.Act("staff.demand-set", row);
            return await db.SaveChangesAsync();
        });
        try
        {
            var (device, _, _) =
                await Keyed.AtAsync(browsers, "asked@maison-lumiere.example", "maison-lumiere", Role.Accountant);
            await using var __ = device;
            var page = device.Page;
            await Keyed.PasswordAsync(page, "asked@maison-lumiere.example");
            await page.Locator("#code-Email")
                .FillAsync(await Keyed.CodeAsync(browsers, "asked@maison-lumiere.example"));
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
            await browsers.Product.InAsync("maison-lumiere", null, async s =>
            {
                var db = s.GetRequiredService<RestpyDb>();
                var row = await db.Set<RoleSecurity>().FirstAsync();
                row.Ask(SecondFactorRequirement.Password, db.Time.GetUtcNow());
                db.Act("staff.demand-set", row);
                return await db.SaveChangesAsync();
            });
        }
    }
}
