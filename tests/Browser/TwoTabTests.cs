using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Kernel;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.BrowserTests.Tablet;

namespace Restpy.BrowserTests;

/// <summary>Two tabs with the pad of one table have one draft, which is sent once.</summary>
public sealed class TwoTabTests(Browsers browsers)
{
    [Fact]
    public async Task What_one_tab_sends_the_other_does_not_send_again()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await OpenPadAsync(tablet.Page, 14);
        var other = await tablet.Context.NewPageAsync();
        await other.GotoAsync(tablet.Page.Url);
        await other.Locator(".item").First.WaitForAsync();

        await TapDishAsync(tablet.Page, 0);
        await TapDishAsync(tablet.Page, 0);
        await Assertions.Expect(other.Locator("#unsent .line-qty")).ToHaveTextAsync("2");
        var before = await KotsAsync(browsers);
        await tablet.Page.Locator("#send").ClickAsync();
        await ExpectKotsAsync(browsers, before + 1);
        await Assertions.Expect(other.Locator("#unsent .line")).ToHaveCountAsync(0);

        await TapDishAsync(other, 1);
        await other.Locator("#send").ClickAsync();
        await ExpectKotsAsync(browsers, before + 2);
        Assert.Equal([1, 2], (await LastLinesAsync()).Order());
    }

    [Fact]
    public async Task A_dish_added_in_each_tab_is_sent_in_one_order()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await OpenPadAsync(tablet.Page, 15);
        var other = await tablet.Context.NewPageAsync();
        await other.GotoAsync(tablet.Page.Url);
        await other.Locator(".item").First.WaitForAsync();
        await TapDishAsync(tablet.Page, 0);
        await TapDishAsync(other, 1);
        await Assertions.Expect(tablet.Page.Locator("#unsent .line")).ToHaveCountAsync(2);
        var before = await KotsAsync(browsers);
        await other.Locator("#send").ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("#unsent .line")).ToHaveCountAsync(0);
        await ExpectKotsAsync(browsers, before + 1);
        Assert.Equal([1, 1], await LastLinesAsync());
    }

    [Fact]
    public async Task A_script_searches_by_the_servers_rule()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await tablet.GoAsync("/staff/menu/sold-out");
        foreach (var text in new[] {
            "Crème brûlée", "Œufs à l’oseille", "ENTRECÔTE", "Straße", "Smørrebrød Łódź", "ΟΔΟΣ", "दाल मखनी",
            "ﬁlet İ ı" })
            Assert.Equal(SearchText.Fold(text),
                await tablet.Page.EvaluateAsync<string>(
                "async (text) => (await import('/js/search.js')).fold(text)", text));
    }

    /// <summary>How many of each dish the newest order has.</summary>
    private Task<List<int>> LastLinesAsync() => browsers.Product.InAsync("spice-garden", "bengaluru", async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        var order = await db.Set<Order>().OrderByDescending(o => o.Id).Select(o => o.Id).FirstAsync();
        return await db.Set<OrderLine>().Where(l => l.OrderId == order).Select(l => l.Quantity).ToListAsync();
    });
}
