using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// The page of a paper on a roll, as the browser hands it to the printer: one page, as long as what is on it.
/// </summary>
public sealed partial class RollPageTests(Browsers browsers, TradeScreensTests.Week week)
    : IClassFixture<TradeScreensTests.Week>
{
    private const string Script = "**/m/billing/print*.js*";

    [Theory]
    [InlineData("bill", 80)]
    [InlineData("bill", 58)]
    [InlineData("credit note", 80)]
    [InlineData("credit note", 58)]
    [InlineData("X report", 80)]
    [InlineData("X report", 58)]
    [InlineData("Z report", 80)]
    [InlineData("Z report", 58)]
    [InlineData("test print", 80)]
    public async Task A_paper_is_one_page_of_its_own_length(string paper, int width)
    {
        await using var device = await OpenAsync(paper, width);
        var content = await device.Page.EvaluateAsync<double>(
            "document.querySelector('main').getBoundingClientRect().height * 25.4 / 96");
        var page = Assert.Single(await PagesAsync(device));
        Assert.InRange(page.Width, width - 0.5, width + 0.5);
        Assert.InRange(page.Height, content, content + 3);
    }

    [Fact]
    public async Task A_paper_that_grows_after_loading_stays_one_page()
    {
        await using var device = await OpenAsync("bill", 80);
        var before = Assert.Single(await PagesAsync(device)).Height;
        await device.Page.EvaluateAsync(
            "document.querySelector('main').append(Object.assign(document.createElement('p'), { textContent: 'A "
                + "line. '.repeat(400) }))");
        await device.Page.EvaluateAsync(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.InRange(Assert.Single(await PagesAsync(device)).Height, before + 100, 2000);
    }

    [Fact]
    public async Task Without_the_script_the_page_keeps_its_old_length()
    {
        await using var device = await OpenAsync("bill", 80, script: false);
        Assert.InRange((await PagesAsync(device))[0].Height, 296, 298);
    }

    private async Task<Device> OpenAsync(string paper, int width, bool script = true)
    {
        var device = await browsers.DeviceAsync(Screen.Desktop, through: (await week.ProductAsync()).Address);
        if (!script) await device.Page.RouteAsync(Script, route => route.AbortAsync());
        await device.SignInAsync("manager@spice-garden.example");
        await OpenDrawerAsync();
        var path = paper switch
        {
            "bill" => await FirstAsync(device, "/staff/bills?state=paid", "main a[href*='/staff/bills/0']") + "/print",
            "credit note" => await CreditNoteAsync(),
            "Z report" => await FirstAsync(device, "/staff/day", "tbody a[href*='/day/z/']"),
            "X report" => "/staff/day/x",
            _ => "/staff/bills/test-print",
        };
        return await device.GoAsync($"{path}?size={width}");
    }

    /// <summary>What a refund in cash comes out of, and an X report tells of.</summary>
    private async Task OpenDrawerAsync() =>
        await (await (await week.ProductAsync()).AsAsync("manager@spice-garden.example"))
            .CommandAsync("/api/v1/day/open", new { floatMinor = 10_000_000 });

    private async Task<string> CreditNoteAsync()
    {
        var manager = await (await week.ProductAsync()).AsAsync("manager@spice-garden.example");
        var bill = (await manager.PageAsync("/staff/bills?state=paid"))
            .QuerySelector("main a[href*='/staff/bills/0']")!.GetAttribute("href")!.Split('?')[0];
        if ((await manager.PageAsync(bill)).QuerySelector("a[href*='/credit-notes/'][href$='/print']") is { } issued)
            return issued.GetAttribute("href")!;
        var (status, body) =
            await manager.CommandAsync($"{bill.Replace("/staff/", "/api/v1/", StringComparison.Ordinal)}/credit-notes",
                new { all = true, reason = "Sent back", refundKind = "Cash" });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return $"/staff/bills/credit-notes/{body.GetProperty("creditNoteId").GetGuid()}/print";
    }

    private static async Task<string> FirstAsync(Device device, string list, string link)
    {
        await device.GoAsync(list);
        return (await device.Page.Locator(link).First.GetAttributeAsync("href"))!.Split('?')[0];
    }

    /// <summary>Sizes of the pages in millimetres.</summary>
    private static async Task<List<(double Width, double Height)>> PagesAsync(Device device)
    {
        var pdf = Encoding.Latin1.GetString(await device.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        return [.. MediaBox().Matches(pdf)
            .Select(m => (Millimetres(m.Groups[1].Value), Millimetres(m.Groups[2].Value)))];
    }

    private static double Millimetres(string points) => double.Parse(points, CultureInfo.InvariantCulture) * 25.4 / 72;

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();
}
