using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// What a script adds to the guest's pages: adding from the list, steps, the price of what is chosen.
/// </summary>
public sealed class GuestQuickTests(Browsers browsers)
{
    [Fact]
    public async Task A_dish_without_a_choice_is_added_from_the_list_and_marked()
    {
        await using var phone = await MenuAsync("7");
        await phone.Page.Locator("#PKR .add").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("#PKR .add")).ToHaveTextAsync("1");
        await phone.Page.Locator("#PKR .add").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("#PKR .add")).ToHaveTextAsync("2");
        await Assertions.Expect(phone.Page.Locator(".bar a")).ToContainTextAsync("2");
        await phone.ShootAsync("guest-added");
    }

    [Fact]
    public async Task A_dish_that_asks_for_a_choice_opens_its_page()
    {
        await using var phone = await MenuAsync("8");
        await phone.Page.Locator("#PBM .add").ClickAsync();
        await phone.Page.WaitForURLAsync("**/dish/**");
    }

    [Fact]
    public async Task The_price_on_the_button_follows_choice_and_quantity()
    {
        await using var phone = await MenuAsync("9");
        await phone.Page.Locator("#PBM h3 a").ClickAsync();
        var before = await phone.Page.Locator(".go .num").InnerTextAsync();
        await phone.Page.Locator("[name=variant]").Nth(1).CheckAsync();
        await phone.Page.Locator(".step").Last.ClickAsync();
        await Assertions.Expect(phone.Page.Locator("[name=quantity]")).ToHaveValueAsync("2");
        await Assertions.Expect(phone.Page.Locator(".go .num")).Not.ToHaveTextAsync(before);
        await phone.ShootAsync("guest-dish-quick");
    }

    [Fact]
    public async Task The_strip_marks_the_category_in_sight()
    {
        await using var phone = await MenuAsync("10");
        await phone.Page.Locator("nav a").Nth(3).ClickAsync();
        await Assertions.Expect(phone.Page.Locator("nav a").Nth(3)).ToHaveAttributeAsync("aria-current", "true");
    }

    private async Task<Device> MenuAsync(string number)
    {
        var phone = await browsers.DeviceAsync(Screen.Phone);
        var (_, root) = await QrCodes.OfAsync(browsers.Product, "bengaluru", number);
        return await phone.GoAsync(root + "?lang=en");
    }
}
