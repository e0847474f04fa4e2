using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// A guest's evening on a phone, page by page, looked at by axe and the console, in each theme and language.
/// </summary>
public sealed class GuestScreensTests(Browsers browsers)
{
    [Theory]
    [InlineData(ColorScheme.Light, "en", "1")]
    [InlineData(ColorScheme.Dark, "en", "2")]
    [InlineData(ColorScheme.Light, "hi", "3")]
    [InlineData(ColorScheme.Dark, "fr", "4")]
    public async Task From_the_menu_to_the_bill_every_page_is_clean_and_the_status_follows_by_itself(
    ColorScheme theme, string language, string number)
    {
        await using var phone = await browsers.DeviceAsync(Screen.Phone, theme, language);
        var (table, root) = await TableAsync(number);
        async Task CleanAsync(string what)
        {
            await phone.ShootAsync($"guest-{what}-{language}-{theme}");
            await phone.AssertCleanAsync($"{what} in {language}, {theme}");
        }

        await phone.GoAsync($"{root}?lang={language}");
        await CleanAsync("menu");
        await phone.Page.Locator("summary").ClickAsync();
        await phone.ShootAsync($"guest-filter-{language}-{theme}");
        await phone.GoAsync(root);
        await phone.Page.Locator("#PBM a").ClickAsync();
        await CleanAsync("dish");
        await phone.Page.Locator("[name=variant]").Nth(1).CheckAsync();
        await phone.Page.Locator("[name=note]").FillAsync("Less oil, please");
        await phone.Page.Locator(".bar button").ClickAsync();
        await Assertions.Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#PBM$"));
        await phone.ShootAsync($"guest-chosen-{language}-{theme}");
        await phone.Page.Locator(".bar a").ClickAsync();
        await CleanAsync("basket");
        await phone.Page.Locator(".bar button").ClickAsync();
        await phone.Page.WaitForURLAsync(url => url.EndsWith("/order", StringComparison.Ordinal));
        await CleanAsync("waits");

        await ApproveAsync(table);
        await phone.Page.Locator("h2.s1").WaitForAsync();
        await CleanAsync("kitchen");
        await phone.Page.Locator("form[action$=call] button").ClickAsync();
        await phone.Page.Locator("form[action$=call]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await phone.Page.Locator("form[action$=bill] button").ClickAsync();
        await phone.Page.Locator("form[action$=bill]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await CleanAsync("bill");
    }

    [Theory]
    [InlineData(ColorScheme.Light, "fr", "maison-lumiere", "VLT")]
    [InlineData(ColorScheme.Dark, "hi", "spice-garden", "PKR")]
    public async Task A_pickup_on_the_web_is_clean(ColorScheme theme, string language, string slug, string dish)
    {
        await using var phone = await browsers.DeviceAsync(Screen.Phone, theme, language);
        await phone.GoAsync($"/r/{slug}?lang={language}");
        await phone.ShootAsync($"web-menu-{language}-{theme}");
        await phone.Page.Locator($"#{dish} a").ClickAsync();
        await phone.Page.Locator(".bar button").ClickAsync();
        await phone.Page.Locator(".bar a").ClickAsync();
        await phone.Page.Locator("[name=name]").FillAsync("Asha");
        await phone.Page.Locator("[name=phone]").FillAsync("12");
        await phone.Page.Locator(".bar button").ClickAsync();
        await phone.Page.Locator("[role=alert]").WaitForAsync();
        await phone.ShootAsync($"web-refused-{language}-{theme}");
        await phone.AssertCleanAsync("refused pickup");
        await phone.Page.Locator("[name=phone]").FillAsync("+33 4 99 55 01 12");
        await phone.Page.Locator(".bar button").ClickAsync();
        await phone.Page.Locator(".steps").WaitForAsync();
        await phone.ShootAsync($"web-status-{language}-{theme}");
        await phone.AssertCleanAsync("pickup status");
    }

    [Fact]
    public async Task All_of_it_works_with_script_turned_off()
    {
        await using var device = await browsers.DeviceAsync(Screen.Phone);
        await using var context = await device.Context.Browser!.NewContextAsync(new()
        {
            JavaScriptEnabled = false, BaseURL = browsers.Product.Address.ToString(), Locale = "en-IN",
        });
        var page = await context.NewPageAsync();
        var (table, root) = await TableAsync("5");
        await page.GotoAsync(root);
        await page.Locator("summary").ClickAsync();
        await page.Locator("input[name=diet][value=veg]").CheckAsync();
        await page.Locator("details button").ClickAsync();
        Assert.Equal(0, await page.Locator(".non").CountAsync());
        await page.Locator("#PKR a").ClickAsync();
        await page.Locator(".bar button").ClickAsync();
        Assert.Contains("diet=veg", page.Url, StringComparison.Ordinal);
        await page.Locator(".bar a").ClickAsync();
        await page.Locator(".bar button").ClickAsync();
        Assert.EndsWith("/order", page.Url, StringComparison.Ordinal);
        await ApproveAsync(table);
        await page.Locator("h2.s1").WaitForAsync(new() { Timeout = 20_000 });
    }

    private Task<(Guid Table, string Root)> TableAsync(string number) =>
        QrCodes.OfAsync(browsers.Product, "bengaluru", number);

    private async Task ApproveAsync(Guid table)
    {
        var order = await browsers.Product.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Order>().AsNoTracking().SingleAsync(o => o.OpenTableId == table));
        var (status, body) = await (await browsers.Product.AsAsync("waiter@spice-garden.example"))
            .CommandAsync($"/api/v1/orders/{order.Id}/approve", new { accept = true });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
    }
}
