using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Restpy.BrowserTests;

/// <summary>What a waiter does with a whole order: move it, hand it over, cancel it. Taps are counted.</summary>
public sealed class OrderActsTests(Browsers browsers)
{
    private int _taps;

    [Theory]
    [InlineData("Phone"), InlineData("Tablet"), InlineData("Desktop")]
    public async Task A_table_is_moved_in_three_taps(string size)
    {
        await using var device = await DeviceAsync(size);
        var page = device.Page;
        var (from, to) = await SeatAsync();
        await page.GotoAsync("/staff/floor");
        await TapAsync(page.Locator($"#tile-{from.Id}"));
        await page.WaitForURLAsync("**/staff/pad**");
        await TapAsync(page.Locator("#acts-open"));
        await Expect(page.Locator("#acts")).ToBeVisibleAsync();
        await device.ShootAsync($"Pad-Acts-{size}");
        await TapAsync(Act(page, "move", to));
        await page.WaitForURLAsync($"**/staff/pad?table={to.Id}");
        await Expect(page.Locator("[data-pad] .line[data-state=sent]")).ToHaveCountAsync(1);
        Assert.Equal(3, _taps);
        await page.GotoAsync("/staff/floor");
        await Expect(page.Locator($"#tile-{from.Id}")).ToHaveAttributeAsync("data-state", "free");
        await Expect(page.Locator($"#tile-{to.Id}")).ToHaveAttributeAsync("data-state", "running");
    }

    [Fact]
    public async Task Without_a_network_a_move_waits_on_the_tablet_and_is_sent_later()
    {
        await using var device = await DeviceAsync("Tablet");
        var page = device.Page;
        var (from, to) = await SeatAsync();
        await page.GotoAsync($"/staff/pad?table={from.Id}");
        // It was read when the pad was opened.
        await Expect(page.Locator("#acts [data-command]").First).ToBeAttachedAsync();
        await device.Context.SetOfflineAsync(true);
        await page.Locator("#acts-open").ClickAsync();
        await Act(page, "move", to).ClickAsync();
        await Expect(page.Locator("#acts")).ToBeHiddenAsync();
        Assert.Equal(from.Id, await TableOfAsync(from, to));
        await device.Context.SetOfflineAsync(false);
        for (var tries = 0; tries < 150 && await TableOfAsync(from, to) != to.Id; tries++) await Task.Delay(100);
        Assert.Equal(to.Id, await TableOfAsync(from, to));
    }

    [Fact]
    public async Task The_acts_are_clean_in_both_themes()
    {
        await using var device = await DeviceAsync("Phone");
        var (from, _) = await SeatAsync();
        await device.Page.GotoAsync($"/staff/pad?table={from.Id}");
        await device.Page.Locator("#acts-open").ClickAsync();
        await Expect(device.Page.Locator("#acts [data-command]").First).ToBeVisibleAsync();
        await device.LookInBothThemesAsync("Pad-Acts");
    }

    [Fact]
    public async Task Two_tables_are_joined_in_three_taps_and_separated_in_three()
    {
        await using var device = await DeviceAsync("Phone");
        var page = device.Page;
        var (from, to) = await SeatAsync();
        await page.GotoAsync("/staff/floor");
        await TapAsync(page.Locator($"#tile-{from.Id}"));
        await TapAsync(page.Locator("#acts-open"));
        await TapAsync(Act(page, "join", to));
        await page.WaitForURLAsync("**/staff/pad?order=**");
        Assert.Equal(3, _taps);
        await page.GotoAsync("/staff/floor");
        await Expect(page.Locator($"#tile-{to.Id}")).ToContainTextAsync($"{from.Number}+{to.Number}");
        await device.ShootAsync("Floor-Joined");
        await TapAsync(page.Locator($"#tile-{to.Id}"));
        await TapAsync(page.Locator("#acts-open"));
        await TapAsync(page.Locator("#acts [data-command$='/separate']"));
        await page.WaitForURLAsync("**/staff/floor");
        await Expect(page.Locator($"#tile-{to.Id}")).ToHaveAttributeAsync("data-state", "free");
        Assert.Equal(6, _taps);
    }

    [Fact]
    public async Task Some_dishes_are_chosen_and_go_to_another_table()
    {
        await using var device = await DeviceAsync("Phone");
        var page = device.Page;
        var (from, to) = await SeatAsync(3);
        await page.GotoAsync($"/staff/pad?table={from.Id}");
        await page.Locator("#acts-open").ClickAsync();
        await page.Locator("#acts-dishes summary").ClickAsync();
        await page.Locator("#acts-dishes [type=checkbox]").CheckAsync();
        await page.Locator("#acts-dishes [type=number]").FillAsync("2");
        await device.ShootAsync("Pad-Dishes");
        await device.AssertCleanAsync("moving dishes");
        await page.Locator($"#acts-dishes [data-dishes-to='{to.Id}']").ClickAsync();
        await Expect(page.Locator("[data-pad] .line[data-state=sent] .line-qty")).ToHaveTextAsync("1");
        await page.GotoAsync($"/staff/pad?table={to.Id}");
        await Expect(page.Locator("[data-pad] .line[data-state=sent] .line-qty")).ToHaveTextAsync("2");
    }

    [Fact]
    public async Task A_tile_that_is_renewed_under_the_finger_still_opens()
    {
        await using var device = await DeviceAsync("Desktop");
        var page = device.Page;
        var (from, _) = await SeatAsync();
        await page.GotoAsync("/staff/floor");
        await page.Locator($"#tile-{from.Id}").HoverAsync();
        await page.Mouse.DownAsync();
        // Only a click whose press and release hit the same element is one.
        await page.EvaluateAsync("() => { document.querySelector('.table-tile').closest('live-region').refresh(); }");
        await page.WaitForTimeoutAsync(1000);
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**/staff/pad**");
    }

    private static ILocator Act(IPage page, string act, TableInfo table) =>
        page.Locator($"#acts [data-command$='/{act}'][data-body*='{table.Id}']");

    private async Task<Device> DeviceAsync(string size)
    {
        var device = await browsers.DeviceAsync(size switch
        {
            "Phone" => Screen.Phone,
            "Tablet" => Screen.Tablet,
            _ => Screen.Desktop,
        });
        await device.SignInAsync("waiter@spice-garden.example");
        return device;
    }

    private Task TapAsync(ILocator what)
    {
        _taps++;
        return what.ClickAsync();
    }

    /// <summary>Guests at one table who have ordered a dish, and another table that is free.</summary>
    private async Task<(TableInfo From, TableInfo To)> SeatAsync(int quantity = 1)
    {
        var (free, dish) = await browsers.Product.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var taken = await db.Set<Order>().Where(o => o.OpenTableId != null).Select(o => o.OpenTableId)
                .ToListAsync();
            var tables = await s.GetRequiredService<Tables>().OfBranchAsync(default);
            var menu = await s.GetRequiredService<MenuCache>().OfAsync(db.Scope.Restaurant, db.Scope.Branch, default);
            var plain = menu.Items.Values.First(i => i is { SoldOut: false, Left: null, Variants.Count: 0 }
                && i.Groups.All(g => g.Min == 0));
            return (tables.Where(t => !taken.Contains(t.Id)).ToList(), plain.Id);
        });
        var waiter = await browsers.Product.AsAsync("waiter@spice-garden.example");
        var (status, body) = await waiter.CommandAsync("/api/v1/orders/send", new
        {
            tableId = free[0].Id, channel = "DineIn", covers = 2, lines = new[] { new { itemId = dish, quantity } },
        });
        Assert.True(status == System.Net.HttpStatusCode.OK, body.ToString());
        return (free[0], free[^1]);
    }

    /// <summary>Where the guests of the first table sit now.</summary>
    private Task<Guid?> TableOfAsync(TableInfo from, TableInfo to) =>
        browsers.Product.InAsync("spice-garden", "bengaluru", s => s.GetRequiredService<RestpyDb>().Set<Order>()
            .AsNoTracking().Where(o => o.OpenTableId == from.Id || o.OpenTableId == to.Id)
            .OrderByDescending(o => o.OpenedAt).Select(o => o.OpenTableId).FirstAsync());
}
