using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;
using Xunit.Sdk;

namespace Restpy.BrowserTests;

/// <summary>
/// Screens that are only themselves with a week of trade behind them, in the languages of their people: sales, bills,
/// settling, papers, the dish editor. axe finds nothing, the console is silent, nothing scrolls sideways.
/// </summary>
public sealed class TradeScreensTests(Browsers browsers, TradeScreensTests.Week week)
    : IClassFixture<TradeScreensTests.Week>, IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public static TheoryData<string, string, ColorScheme> Looks => new()
    {
        { "manager@spice-garden.example", "Desktop", ColorScheme.Light },
        { "manager@maison-lumiere.example", "Phone", ColorScheme.Dark },
    };

    [Theory, MemberData(nameof(Looks))]
    public async Task A_managers_screens_are_clean(string email, string size, ColorScheme theme)
    {
        await using var device = await OpenAsync(email, size, theme);
        var name = $"{(email.Contains("lumiere", StringComparison.Ordinal) ? "fr" : "en")}-{size}-{theme}";
        foreach (var path in new[] { "/staff/sales", "/staff/bills", "/staff/day", "/staff/log" })
            await LookAsync(device, path, $"{path[7..]}-{name}");
        await LookAsync(device, await HrefAsync(device, "/staff/menu", "th a[href^='/staff/menu/items/']"),
            $"dish-{name}");
        await LookAsync(device, await HrefAsync(device, "/staff/day", "tbody a[href*='/day/z/']"), $"z-{name}");

        // An order of this evening: on the floor, on its bill, at the till.
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile:is([data-state=free], [data-state=paid])").First.ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        for (var i = 0; i < 3; i++)
            await device.Page.Locator(".item:not([data-choices=must]):not([aria-disabled])").Nth(i).ClickAsync();
        await LookAsync(device, null, $"pad-{name}");
        if (size == "Phone") await device.Page.Locator(".ticket-open").ClickAsync();
        if (size == "Phone") await LookAsync(device, null, $"pad-ticket-{name}");
        await device.Page.Locator("#send").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/floor");
        await LookAsync(device, null, $"floor-{name}");
        await LookAsync(device, "/staff/kitchen", $"kitchen-{name}");
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile[data-state=running]").First.ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        if (size == "Phone") await device.Page.Locator(".ticket-open").ClickAsync();
        await LookAsync(device, null, $"pad-sent-{name}");
        await device.Page.Locator("[data-answer=billId]").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/bills/**");
        await LookAsync(device, null, $"bill-{name}");
        await LookAsync(device, new Uri(device.Page.Url).AbsolutePath + "/settle", $"settle-{name}");
    }

    [Theory]
    [InlineData("waiter2@spice-garden.example", "Tablet", ColorScheme.Light)]
    public async Task A_waiters_screens_in_Hindi_are_clean(string email, string size, ColorScheme theme)
    {
        await using var device = await OpenAsync(email, size, theme);
        foreach (var path in new[] { "/staff/floor", "/staff/orders" })
            await LookAsync(device, path, $"{path[7..]}-hi-{size}-{theme}");
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile").First.ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        await LookAsync(device, null, $"pad-hi-{size}-{theme}");
    }

    [Theory]
    [InlineData("Phone", ColorScheme.Dark)]
    public async Task The_operators_screens_are_clean(string size, ColorScheme theme)
    {
        await using var device = await OpenAsync("admin@restpy.example", size, theme);
        foreach (var path in new[] { "/platform", "/platform/log" })
            await LookAsync(device, path, $"{path[1..].Replace('/', '-')}-{size}-{theme}");
    }

    private async Task<Device> OpenAsync(string email, string size, ColorScheme theme)
    {
        var screen = size switch { "Phone" => Screen.Phone, "Tablet" => Screen.Tablet, _ => Screen.Desktop };
        var device = await browsers.DeviceAsync(screen, theme, through: (await week.ProductAsync()).Address);
        await device.SignInAsync(email);
        return device;
    }

    private static async Task<string> HrefAsync(Device device, string page, string selector)
    {
        await device.GoAsync(page);
        return (await device.Page.Locator(selector).First.GetAttributeAsync("href"))!;
    }

    /// <summary>All screens are looked at before the first complaint is made: one run shows everything.</summary>
    private async Task LookAsync(Device device, string? path, string name)
    {
        if (path is not null) await device.GoAsync(path);
        await device.ShootAsync($"trade-{name}");
        try
        {
            await device.AssertCleanAsync(name);
        }
        catch (XunitException complaint)
        {
            _complaints.Add(complaint.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        Assert.True(_complaints.Count == 0, string.Join('\n', _complaints));
        return ValueTask.CompletedTask;
    }

    /// <summary>A restaurant with the demo's past week in its books.</summary>
    public sealed class Week : IAsyncDisposable
    {
        private TestProduct? _product;

        /// <summary>With the whole week: a page looked at while it is written may lack its Z report.</summary>
        public async Task<TestProduct> ProductAsync()
        {
            if (_product is not null) return _product;
            _product = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["demo-history"] = "true" });
            await _product.HistoryIsWrittenAsync();
            return _product;
        }

        public async ValueTask DisposeAsync()
        {
            if (_product is not null) await _product.DisposeAsync();
        }
    }
}
