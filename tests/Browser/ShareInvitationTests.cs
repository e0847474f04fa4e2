using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>The link of an invitation on the phone of the person who invites.</summary>
public sealed class ShareInvitationTests(Browsers browsers)
{
    [Fact]
    public async Task A_browser_that_cannot_share_shows_no_share_button()
    {
        await using var device = await InvitedAsync("delete Navigator.prototype.share");
        await Assertions.Expect(device.Page.Locator("[data-copy]")).ToBeVisibleAsync();
        await Assertions.Expect(device.Page.Locator("[data-share]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_browser_that_can_share_is_given_the_link()
    {
        await using var device = await InvitedAsync("navigator.share = async (what) => { window.shared = what }");
        await device.Page.Locator("[data-share]").ClickAsync();
        Assert.Equal(await device.Page.Locator("#link").InputValueAsync(),
            await device.Page.EvaluateAsync<string>("window.shared.url"));
        Assert.Contains("Maison Lumière", await device.Page.EvaluateAsync<string>("window.shared.text"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_opens_on_demand_and_the_page_stays_clean()
    {
        await using var device = await InvitedAsync("navigator.share = async () => {}");
        await Assertions.Expect(device.Page.Locator("main svg.qr")).ToBeHiddenAsync();
        await device.Page.Locator("details.more > summary").ClickAsync();
        await Assertions.Expect(device.Page.Locator("main svg.qr")).ToBeVisibleAsync();
        await device.ShootAsync("invited-code");
        await device.AssertCleanAsync("an invitation with its code");
    }

    private async Task<Device> InvitedAsync(string script)
    {
        var device = await browsers.DeviceAsync(Screen.Phone);
        await device.Page.AddInitScriptAsync(script);
        await device.SignInAsync("owner@maison-lumiere.example");
        await device.GoAsync("/staff/people/invite");
        await device.Page.Locator("#name").FillAsync("Noé Lambert");
        await device.Page.Locator("#email").FillAsync($"noe.{Guid.NewGuid():N}@maison-lumiere.example");
        await device.Page.Locator("main form.form button[type=submit]").ClickAsync();
        await device.Page.WaitForURLAsync("**/invited/**");
        return device;
    }
}
