using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;
using static Microsoft.Playwright.Assertions;
using static Restpy.BrowserTests.Tablet;

namespace Restpy.BrowserTests;

/// <summary>The order pad on a tablet: what a waiter types and what the ticket shows of it.</summary>
public sealed class PadTests(Browsers browsers)
{
    [Fact]
    public async Task Enter_in_the_search_adds_the_dish_found_and_the_ticket_shows_the_sum()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await OpenPadAsync(tablet.Page, 13);
        var page = tablet.Page;
        await Expect(page.Locator(".ticket-empty")).ToBeVisibleAsync();
        await Expect(page.Locator(".draft-total")).ToBeHiddenAsync();
        var dish = page.Locator(".item:not([data-choices=must]):not([aria-disabled])").First;
        var (name, price) =
            (await dish.GetAttributeAsync("data-name"), await dish.Locator(".item-price").TextContentAsync());
        await page.Locator("#find").FillAsync(name!);
        await page.Locator("#find").PressAsync("Enter");
        await Expect(page.Locator("#unsent .line-name b")).ToHaveTextAsync(name!);
        await Expect(page.Locator(".draft-total dd")).ToHaveTextAsync(price!);
        await Expect(page.Locator(".ticket-empty")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_dish_with_portions_says_from_before_its_lowest_price()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        await OpenPadAsync(tablet.Page, 13);
        var prices = await tablet.Page.Locator(".item[data-choices=must] .item-price").AllTextContentsAsync();
        Assert.Contains(prices, price => price.StartsWith("from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_may_be_chosen_once_is_a_choice_of_one_with_Regular_first()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        var page = tablet.Page;
        await OpenPadAsync(page, 13);
        var sheet = page.Locator("#dish");
        var (open, once) = (page.Locator(".item[data-choices=must]:not([aria-disabled])"),
            sheet.Locator("[data-min='0'][data-max='1']").First);
        for (var i = 0; i < await open.CountAsync() && await once.CountAsync() == 0; i++)
        {
            if (i > 0) await sheet.Locator("[value=cancel]").ClickAsync();
            await open.Nth(i).ClickAsync();
            await Expect(sheet).ToBeVisibleAsync();
        }
        await Expect(once.Locator("input[type=radio]:checked")).ToHaveAttributeAsync("value", "");
        await Expect(once.Locator("legend small")).ToHaveTextAsync("optional");
        await once.Locator("[data-modifier]").First.CheckAsync();
        await sheet.Locator("[value=add]").ClickAsync();
        await Expect(page.Locator("#unsent .line")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("Tablet")]
    [InlineData("Phone")]
    public async Task The_category_in_sight_is_marked_while_the_dishes_scroll(string size)
    {
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Tablet);
        await device.SignInAsync("manager@spice-garden.example");
        var page = device.Page;
        await OpenPadAsync(page, 12);
        var marked = page.Locator("[data-cat][aria-current=true]");
        await Expect(marked).ToHaveTextAsync((await page.Locator("[data-cat]").First.TextContentAsync())!);
        await page.Locator("[data-category]").Nth(3)
            .EvaluateAsync("section => section.scrollIntoView({ block: 'start' })");
        await Expect(marked).ToHaveTextAsync((await page.Locator("[data-cat]").Nth(3).TextContentAsync())!);
    }

    [Fact]
    public async Task A_tap_before_the_script_has_come_is_not_lost()
    {
        await using var tablet = await browsers.DeviceAsync(Screen.Tablet);
        await tablet.SignInAsync("manager@spice-garden.example");
        var page = tablet.Page;
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/m/ordering/pad*.js", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/staff/floor");
        var pad = await page.Locator(".table-tile").Nth(14).GetAttributeAsync("href");
        await page.GotoAsync(pad!, new() { WaitUntil = WaitUntilState.Commit });
        await TapDishAsync(page, 0);
        late.SetResult();
        await Expect(page.Locator("#unsent .line")).ToHaveCountAsync(1);
    }
}
