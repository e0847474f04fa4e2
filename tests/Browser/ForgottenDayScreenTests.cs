using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Restpy.BrowserTests;

/// <summary>A day that nobody closed, found the next morning in Lyon: closed by one tap and a count.</summary>
public sealed class ForgottenDayScreenTests(Browsers browsers)
{
    private const string Manager = "manager@maison-lumiere.example";

    [Fact]
    public async Task A_forgotten_day_is_closed_from_the_floor()
    {
        await using var device = await browsers.DeviceAsync(Screen.Phone);
        await device.SignInAsync(Manager);
        var page = device.Page;
        await ForgetAsync();
        await page.GotoAsync("/staff/day?branch=lyon");
        await Expect(page.Locator("#forgotten")).ToBeVisibleAsync();
        await device.LookInBothThemesAsync("Day-Forgotten");
        await page.GotoAsync("/staff/floor");
        await Expect(page.Locator("#forgotten")).ToBeVisibleAsync();
        await device.LookInBothThemesAsync("Floor-Forgotten");
        await page.Locator("#forgotten a").ClickAsync();
        await page.WaitForURLAsync("**/staff/day/close**");
        await device.ShootAsync("Close-Forgotten");
        await page.Locator("form[data-count] input[inputmode]").First.FillAsync("0");
        await page.Locator("#reason").FillAsync("Rien dans la caisse");
        await page.Locator(".savebar button").ClickAsync();
        await page.Locator("#confirm button[value=yes]").ClickAsync();
        await page.WaitForURLAsync("**/staff/day/z/**");
        await page.GotoAsync("/staff/floor");
        await Expect(page.Locator("#forgotten")).ToHaveCountAsync(0);
    }

    /// <summary>The drawer was opened, and then the date turned.</summary>
    private async Task ForgetAsync()
    {
        await (await browsers.Product.AsAsync(Manager)).CommandAsync("/api/v1/day/open", new { floatMinor = 5_000 });
        await browsers.Product.InAsync("maison-lumiere", "lyon", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var session = await db.Set<DrawerSession>().SingleAsync(d => d.ClosedAt == null);
            db.Entry(session).Property(d => d.BusinessDate).CurrentValue = session.BusinessDate.AddDays(-1);
            db.Act("billing.drawer-opened", session);
            return await work.SaveAsync(true, default);
        });
    }
}
