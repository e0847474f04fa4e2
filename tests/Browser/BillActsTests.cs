using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Restpy.BrowserTests;

/// <summary>What happens to a bill until it is paid, and what is put right afterwards. Taps are counted.</summary>
public sealed class BillActsTests(Browsers browsers)
{
    private int _taps;

    [Theory]
    [InlineData("Phone"), InlineData("Tablet"), InlineData("Desktop")]
    public async Task A_bill_is_split_in_two_in_three_taps_and_each_part_is_paid_in_two(string size)
    {
        await using var device = await DeviceAsync(size);
        var page = device.Page;
        var (order, _) = await BilledAsync(2);
        await page.GotoAsync($"/staff/pad?order={order}");
        if (size == "Phone") await page.Locator(".ticket-open").ClickAsync();
        await TapAsync(page.Locator("[data-command$='/bill']"));
        await page.WaitForURLAsync("**/staff/bills/**");
        await TapAsync(page.Locator("a[href$='/split']"));
        await page.WaitForURLAsync("**/split");
        await device.ShootAsync($"Bill-Split-{size}");
        await TapAsync(page.Locator(".split-ways").First);
        await Expect(page.Locator("#parts li")).ToHaveCountAsync(2);
        Assert.Equal(3, _taps);
        await device.ShootAsync($"Bill-Parts-{size}");

        _taps = 0;
        await TapAsync(page.Locator(".page-head a[href$='/settle']"));
        await TapAsync(page.Locator("#take"));
        await Expect(page.Locator("#parts [data-state=paid]")).ToHaveCountAsync(1);
        Assert.Equal(2, _taps);
        await page.Locator("#parts a[href$='/settle']").ClickAsync();
        await page.Locator("#take").ClickAsync();
        await Expect(page.Locator("#parts [data-state=paid]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_bill_goes_out_and_one_more_dish_outdates_it_on_every_screen()
    {
        await using var device = await DeviceAsync("Tablet");
        var page = device.Page;
        var (order, bill) = await BilledAsync(1);
        await page.GotoAsync($"/staff/bills/{bill}");
        await page.Locator("form[action$='/proforma'] button").ClickAsync();
        await page.WaitForURLAsync("**/print");
        await Expect(page.Locator("main")).ToContainTextAsync("Not an invoice");
        await device.ShootAsync("Paper-Proforma");
        await page.GotoAsync($"/staff/pad?order={order}");
        await Expect(page.Locator("#bill-out")).ToContainTextAsync("with the guests");
        await device.ShootAsync("Pad-Bill-Out");
        await MoreAsync(order);
        await Expect(page.Locator("#bill-out")).ToContainTextAsync("Print it again");
        await device.LookInBothThemesAsync("Pad-Bill-Outdated");
        await page.GotoAsync($"/staff/bills/{bill}");
        await Expect(page.Locator("#bill-out")).ToContainTextAsync("no longer says everything");
        await device.LookInBothThemesAsync("Bill-Outdated");
    }

    [Fact]
    public async Task A_wrong_tender_is_corrected_after_the_bill_was_paid()
    {
        await using var device = await DeviceAsync("Phone");
        var page = device.Page;
        var (_, bill) = await BilledAsync(1);
        await page.GotoAsync($"/staff/bills/{bill}/settle");
        await page.Locator("#take").ClickAsync();
        await page.WaitForURLAsync($"**/staff/bills/{bill}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct", Exact = true }).ClickAsync();
        await page.Locator("input[value=Card]").CheckAsync();
        await page.Locator("#reason").FillAsync("Pressed cash, was a card");
        await device.LookInBothThemesAsync("Bill-Correct-Tender");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct payment" }).ClickAsync();
        await Expect(page.Locator("tr.off")).ToHaveCountAsync(1);
        await Expect(page.Locator("table.data")).ToContainTextAsync("Pressed cash, was a card");
        await device.LookInBothThemesAsync("Bill-Corrected");
        await page.GetByRole(AriaRole.Link, new() { Name = "Receipt" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Receipt");
        await device.ShootAsync("Paper-Receipt");
    }

    [Fact]
    public async Task A_numbered_bill_is_reopened_with_a_reason()
    {
        await using var device = await DeviceAsync("Phone");
        var page = device.Page;
        var (order, bill) = await BilledAsync(1);
        await page.GotoAsync($"/staff/bills/{bill}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Number now" }).ClickAsync();
        await page.WaitForURLAsync("**/print**");
        await page.GotoAsync($"/staff/bills/{bill}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reopen" }).ClickAsync();
        await page.Locator("#reason").FillAsync("One more dessert");
        await device.LookInBothThemesAsync("Bill-Reopen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen" }).ClickAsync();
        await page.WaitForURLAsync($"**/staff/pad?order={order}");
    }

    [Fact]
    public async Task The_ways_to_split_are_clean_in_both_themes()
    {
        await using var device = await DeviceAsync("Phone");
        var (_, bill) = await BilledAsync(3);
        await device.Page.GotoAsync($"/staff/bills/{bill}/split");
        await device.LookInBothThemesAsync("Bill-Split");
        await device.Page.Locator("input[name^=units]").First.FillAsync("1");
        await device.Page.Locator("button[value=dishes]").ClickAsync();
        await Expect(device.Page.Locator("#parts li")).ToHaveCountAsync(2);
        await device.LookInBothThemesAsync("Bill-Parts");
    }

    private async Task<Device> DeviceAsync(string size)
    {
        var device = await browsers.DeviceAsync(size switch
        {
            "Phone" => Screen.Phone,
            "Tablet" => Screen.Tablet,
            _ => Screen.Desktop,
        });
        await device.SignInAsync("cashier@spice-garden.example");
        return device;
    }

    private Task TapAsync(ILocator what)
    {
        _taps++;
        return what.ClickAsync();
    }

    private async Task<(Guid Order, Guid Bill)> BilledAsync(int quantity) =>
        await TakeawayBill.OrderAsync(await browsers.Product.AsAsync("cashier@spice-garden.example"), quantity);

    private async Task MoreAsync(Guid order)
    {
        var who = await browsers.Product.AsAsync("waiter@spice-garden.example");
        var pad = await who.PageAsync($"/staff/pad?order={order}");
        var item = pad.QuerySelector(".item:not([data-choices=must]):not([aria-disabled])")!.GetAttribute("value");
        await TakeawayBill.DoAsync(who, "/api/v1/orders/send", new
        {
            orderId = order, channel = "Takeaway", covers = 0, lines = new[] { new { itemId = item, quantity = 1 } },
        });
    }
}
