using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// Bills, credit notes and day reports on rolls of 80 and 58 mm and on A4: names wrap, amounts stay where they are.
/// </summary>
public sealed class PaperTests(Browsers browsers, TradeScreensTests.Week week) : IClassFixture<TradeScreensTests.Week>
{
    private const string LongName = "Orange/Pomme/Abricot/Poire/Raisin";

    /// <summary>What sticks out, is cut or is broken over two lines, as text; empty where all is well.</summary>
    private const string Faults =
        """
        () => {
          const sheet = document.querySelector("main");
          const style = getComputedStyle(sheet);
          const box = sheet.getBoundingClientRect();
          const edge = box.right - parseFloat(style.paddingRight) + 0.5;
          const faults = [];
          for (const cell of sheet.querySelectorAll(".num, dd")) {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const lines = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top)));
            const text = cell.textContent.trim();
            if (cell.matches("td.num") && lines.size > 1 && !cell.querySelector("small, br")) faults.push(`${text} takes ${lines.size} lines`);
            if (range.getBoundingClientRect().right > edge) faults.push(`${text} ends at ${range.getBoundingClientRect().right}, paper at ${edge}`);
          }
          for (const row of sheet.querySelectorAll("tr")) {
            const last = row.lastElementChild.getBoundingClientRect();
            if (last.right > edge + 0.5) faults.push(`a row ends at ${last.right}, paper at ${edge}`);
          }
          const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (wider > 0) faults.push(`scrolls sideways by ${wider} px`);
          return faults;
        }
        """;

    public static TheoryData<string, string> Papers => new()
    {
        { "maison-lumiere", "80" }, { "maison-lumiere", "58" }, { "maison-lumiere", "a4" }, { "spice-garden", "80" },
        { "spice-garden", "58" }, { "spice-garden", "a4" },
    };

    [Theory, MemberData(nameof(Papers))]
    public async Task A_long_name_wraps_and_no_amount_leaves_the_paper(string slug, string size)
    {
        await using var device =
            await browsers.DeviceAsync(Screen.Desktop, ColorScheme.Light, through: (await week.ProductAsync()).Address);
        await device.SignInAsync($"manager@{slug}.example");
        var faults = new List<string>();
        foreach (var path in await PathsAsync(device))
        {
            await device.GoAsync($"{path}{(path.Contains('?') ? '&' : '?')}size={size}");
            await device.Page.EvaluateAsync(
                $"document.querySelectorAll('tbody th[scope=row], dd').forEach((e) => {{ e.textContent = "
                    + $"'{LongName}' }})");
            await device.ShootAsync($"paper-{slug}-{size}-{faults.Count}");
            faults.AddRange((await device.Page.EvaluateAsync<string[]>(Faults)).Select(f => $"{path} on {size}: {f}"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("58")]
    [InlineData("a4")]
    public async Task No_paper_scrolls_sideways_on_a_phone(string size)
    {
        await using var device =
            await browsers.DeviceAsync(Screen.Phone, ColorScheme.Light, through: (await week.ProductAsync()).Address);
        await device.SignInAsync("manager@maison-lumiere.example");
        foreach (var path in await PathsAsync(device))
        {
            await device.GoAsync($"{path}{(path.Contains('?') ? '&' : '?')}size={size}");
            await device.Page.EvaluateAsync(
                $"document.querySelectorAll('tbody th[scope=row], h1, h2').forEach((e) => {{ e.textContent = "
                    + $"'{LongName}' }})");
            Assert.Equal(0, await device.Page.EvaluateAsync<int>(
                "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        }
    }

    /// <summary>A bill, a Z report.</summary>
    private static async Task<IReadOnlyList<string>> PathsAsync(Device device)
    {
        await device.GoAsync("/staff/bills?state=paid");
        var bill = (await device.Page.Locator("main a[href*='/staff/bills/0']").First.GetAttributeAsync("href"))!.Split(
            '?')[0];
        await device.GoAsync("/staff/day");
        var z = (await device.Page.Locator("tbody a[href*='/day/z/']").First.GetAttributeAsync("href"))!.Split('?')[0];
        return [$"{bill}/print", z];
    }
}
