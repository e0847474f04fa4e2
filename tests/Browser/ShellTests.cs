using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>The frame of every page of the staff: navigation, account, branch.</summary>
public sealed class ShellTests(Browsers browsers)
{
    [Theory]
    [InlineData("Phone", "/staff/floor"), InlineData("Tablet", "/staff/floor"), InlineData("Desktop", "/staff/kitchen")]
    [InlineData("Phone", "/staff/orders"), InlineData("Tablet", "/staff/menu/sold-out"),
        InlineData("Desktop", "/staff/pad?takeaway=1")]
    public async Task A_manager_reaches_every_page_from_every_screen(string size, string from)
    {
        await using var device = await SignedInAsync(size, "manager@spice-garden.example");
        await device.GoAsync(from);
        if (await device.Page.Locator(".rail-more").IsVisibleAsync())
            await device.Page.Locator(".rail-more").ClickAsync();
        foreach (var page in new[] {
            "/staff/menu", "/staff/day", "/staff/sales", "/staff/people", "/staff/tables", "/staff/log" })
            await Assertions.Expect(device.Page.Locator($".rail-rest a[href='{page}']")).ToBeVisibleAsync();
    }

    [Theory, InlineData("Phone", "/staff/floor"), InlineData("Desktop", "/staff/people")]
    public async Task The_name_opens_account_PIN_language_and_sign_out(string size, string from)
    {
        await using var device = await SignedInAsync(size, "manager@spice-garden.example");
        await device.GoAsync(from);
        await device.Page.Locator(".account").ClickAsync();
        foreach (var entry in new[] {
            "a[href='/staff/account']", "a[href='/staff/account/pin']", "a[href='/staff/account#language']",
            "form[action='/sign-out'] button" })
            await Assertions.Expect(device.Page.Locator("#account " + entry)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_branch_chosen_in_the_bar_keeps_the_page()
    {
        await using var device = await SignedInAsync("Desktop", "owner@spice-garden.example");
        await device.GoAsync("/staff/sales?from=2026-11-20&to=2026-11-21");
        await device.Page.Locator("button.place").ClickAsync();
        await device.Page.Locator("#places button", new() { HasText = "Mumbai" }).ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/sales?from=2026-11-20&to=2026-11-21");
        await Assertions.Expect(device.Page.Locator("button.place")).ToContainTextAsync("Mumbai");
    }

    [Fact]
    public async Task Who_sees_all_branches_comes_to_the_floor_after_choosing_one()
    {
        await using var device = await SignedInAsync("Tablet", "owner@spice-garden.example");
        await device.GoAsync("/staff/floor");
        await device.Page.WaitForURLAsync("**/staff/choose?next=**");
        await device.Page.Locator("button[name=workplace]", new() { HasText = "Bengaluru" }).ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/floor");
    }

    [Fact]
    public async Task Nothing_of_the_navigation_is_cut_off_at_900_pixels()
    {
        await using var device = await SignedInAsync("Desktop", "owner@spice-garden.example");
        await device.GoAsync("/staff/people");
        Assert.True(await device.Page.EvaluateAsync<bool>(
            "() => { const rail = document.querySelector('.rail'); return rail.scrollHeight <= rail.clientHeight; }"));
        await Assertions.Expect(device.Page.Locator(".rail a[href='/staff/people']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Bars_do_not_stay_on_a_low_screen_and_the_last_one_ends_the_page()
    {
        await using var device = await SignedInAsync("Phone", "owner@spice-garden.example");
        await device.Page.SetViewportSizeAsync(640, 450);
        await device.GoAsync("/staff/settings");
        Assert.Equal("static",
            await device.Page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('.savebar')).position"));
        Assert.True(await device.Page.EvaluateAsync<bool>("""
            () => {
              const rail = document.querySelector('.rail').getBoundingClientRect();
              return document.documentElement.scrollHeight > 600 && Math.abs(rail.bottom - document.documentElement.scrollHeight) < 2
                && rail.top >= document.querySelector('.page').getBoundingClientRect().bottom - 1;
            }
            """));
    }

    [Theory, InlineData("/staff/floor"), InlineData("/staff/pad?takeaway=1"), InlineData("/staff/kitchen")]
    public async Task The_first_tab_stop_skips_to_the_content(string path)
    {
        await using var device = await SignedInAsync("Desktop", "manager@spice-garden.example");
        await device.GoAsync(path);
        await device.Page.Keyboard.PressAsync("Tab");
        await device.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await device.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task Every_entry_of_the_navigation_has_its_own_icon()
    {
        await using var device = await SignedInAsync("Desktop", "admin@restpy.example");
        await device.GoAsync("/platform");
        var icons = await device.Page.Locator(".rail-rest use")
            .EvaluateAllAsync<string[]>("all => all.map(use => use.getAttribute('href'))");
        Assert.Equal(icons.Length, icons.Distinct().Count());
    }

    private async Task<Device> SignedInAsync(string size, string email)
    {
        var device = await browsers.DeviceAsync(size switch
        {
            "Phone" => Screen.Phone,
            "Tablet" => Screen.Tablet,
            _ => Screen.Desktop,
        });
        await device.SignInAsync(email);
        return device;
    }
}
