using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// Fourteen screens in three sizes: rows, amounts, cards and targets have the boxes they were drawn with.
/// </summary>
public sealed class LayoutTests(Browsers browsers, LayoutTests.Traded traded) : IClassFixture<LayoutTests.Traded>
{
    private readonly List<string> _found = [];

    public static TheoryData<string> Sizes => ["Phone", "Tablet", "Desktop"];

    [Theory, MemberData(nameof(Sizes))]
    public async Task The_guests_screens_keep_their_boxes(string size)
    {
        await using var phone = await OpenAsync(size);
        var (_, root) = await QrCodes.OfAsync(
            await traded.ProductAsync(), "bengaluru", size switch { "Phone" => "11", "Tablet" => "12", _ => "T6" });
        await LookAsync(phone, root + "?lang=en", "menu");
        await LookAsync(phone, (await phone.Page.Locator("#PBM a").First.GetAttributeAsync("href"))!, "dish");
        await phone.Page.Locator(".bar button").ClickAsync();
        await Assertions.Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#PBM$"));
        await LookAsync(phone, root + "/basket", "basket");
        Done();
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task The_screens_of_the_service_keep_their_boxes(string size)
    {
        await using var device = await OpenAsync(size);
        await device.SignInAsync("manager@spice-garden.example");
        await LookAsync(device, "/staff/floor", "floor");
        await LookAsync(device, "/staff/kitchen", "kitchen");
        await OpenPadAsync(device, size);
        await LookAsync(device, null, "pad");
        var bill = await OpenBillAsync(device);
        await LookAsync(device, bill, "bill");
        await LookAsync(device, bill + "/settle", "settle");
        Done();
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task The_screens_of_the_office_keep_their_boxes(string size)
    {
        await using var device = await OpenAsync(size);
        await device.SignInAsync("manager@spice-garden.example");
        await LookAsync(device, "/staff/day", "day");
        await LookAsync(device, "/staff/day/close", "day-close");
        await LookAsync(device, "/staff/sales", "sales");
        await LookAsync(device, "/staff/menu", "menu-editor");
        await LookAsync(device,
            (await device.Page.Locator("th a[href^='/staff/menu/items/']").First.GetAttributeAsync("href"))!,
            "dish-editor");
        await LookAsync(device, "/staff/people", "people");
        await LookAsync(device, "/staff/log", "log");
        await using var operators = await OpenAsync(size);
        await operators.SignInAsync("admin@restpy.example");
        await LookAsync(operators, "/platform", "console");
        Done();
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task The_screens_of_setting_up_keep_their_boxes_and_are_clean(string size)
    {
        await using var device = await OpenAsync(size);
        await device.SignInAsync("owner@maison-lumiere.example");
        await LookCloselyAsync(device, "/", "demo-start");
        await LookCloselyAsync(device, "/staff/settings", "settings");
        await LookCloselyAsync(device, "/staff/settings/branches", "branches");
        var branch = (await device.Page.Locator("main a[href^='/staff/settings/branches/']:not([href$='new'])")
            .First.GetAttributeAsync("href"))!;
        await LookCloselyAsync(device, branch, "branch");
        await LookCloselyAsync(device, branch + "/hours", "hours");
        await LookCloselyAsync(device, branch + "/service", "service");
        await LookCloselyAsync(device, "/staff/settings/logo", "logo");
        await LookCloselyAsync(device, "/staff/kitchen/stations", "stations");
        await LookCloselyAsync(device, "/staff/menu/start", "sample-menu");
        await LookCloselyAsync(device, "/staff/tables/start", "start-tables");
        await LookCloselyAsync(device, "/staff/start", "first-run");
        await using var operators = await OpenAsync(size);
        await operators.SignInAsync("admin@restpy.example");
        await LookCloselyAsync(operators, "/platform/restaurants/new", "new-restaurant");
        Done();
    }

    [Fact]
    public async Task The_clash_of_two_styles_named_lines_is_seen()
    {
        await using var device = await OpenAsync("Tablet");
        await device.SignInAsync("waiter@spice-garden.example");
        await OpenPadAsync(device, "Tablet");
        await device.GoAsync(await OpenBillAsync(device));
        Assert.Empty(await Layout.MeasureAsync(device.Page));
        await Layout.StyleAsync(device.Page, ".lines { white-space: pre-line }");
        Assert.Contains(await Layout.MeasureAsync(device.Page),
            complaint => complaint.StartsWith("name and amount on different lines", StringComparison.Ordinal));
    }

    /// <summary>The pad of a table that was served before, with a dish more that is not sent yet.</summary>
    private static async Task OpenPadAsync(Device device, string size)
    {
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile").Nth(8).ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        await Tablet.TapDishAsync(device.Page, 0);
        await Tablet.TapDishAsync(device.Page, 1);
        var pad = device.Page.Url;
        if (size == "Phone") await device.Page.Locator(".ticket-open").ClickAsync();
        await device.Page.Locator("#send").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/floor");
        await device.Page.GotoAsync(pad);
        await Tablet.TapDishAsync(device.Page, 2);
        if (size == "Phone") await device.Page.Locator(".ticket-open").ClickAsync();
    }

    private static async Task<string> OpenBillAsync(Device device)
    {
        await device.Page.Locator("[data-answer=billId]").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/bills/**");
        return new Uri(device.Page.Url).AbsolutePath;
    }

    private async Task<Device> OpenAsync(string size)
    {
        var screen = size switch { "Phone" => Screen.Phone, "Tablet" => Screen.Tablet, _ => Screen.Desktop };
        return await browsers.DeviceAsync(screen, through: (await traded.ProductAsync()).Address);
    }

    private async Task LookAsync(Device device, string? path, string name)
    {
        if (path is not null) await device.GoAsync(path);
        await device.ShootAsync($"layout-{name}-{device.Page.ViewportSize!.Width}");
        _found.AddRange((await Layout.MeasureAsync(device.Page))
            .Select(complaint => $"{name} ({device.Page.ViewportSize!.Width} px): {complaint}"));
    }

    private async Task LookCloselyAsync(Device device, string path, string name)
    {
        await LookAsync(device, path, name);
        await device.AssertCleanAsync(name);
    }

    private void Done() => Assert.True(_found.Count == 0, string.Join('\n', _found));

    /// <summary>A restaurant with the demo's past week in its books: begun at the first test, and awaited.</summary>
    public sealed class Traded : IAsyncDisposable
    {
        private TestProduct? _product;

        public async Task<TestProduct> ProductAsync()
        {
            if (_product is not null) return _product;
            _product = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
            {
                ["demo-history"] = "true", ["demo-evening"] = "true",
            });
            for (var tries = 0; tries < 600 && await ReportsAsync(_product) < 7; tries++) await Task.Delay(100);
            return _product;
        }

        private static Task<int> ReportsAsync(TestProduct restpy) =>
            restpy.InAsync("spice-garden", "bengaluru",
                s => s.GetRequiredService<RestpyDb>().Set<Restpy.Billing.Drawer.ZReport>().CountAsync());

        public async ValueTask DisposeAsync()
        {
            if (_product is not null) await _product.DisposeAsync();
        }
    }
}
