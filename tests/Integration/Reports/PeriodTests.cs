using System.Text;
using Restpy.Platform.Web;
using Restpy.Reports.SeeSales;
using Xunit;

namespace Restpy.IntegrationTests.Reports;

public sealed class PeriodTests
{
    // A Wednesday.
    private static readonly DateOnly Today = new(2026, 9, 16);

    [Theory]
    [InlineData(null, null, null, "today", "2026-09-16", "2026-09-16", "2026-09-09")]
    [InlineData("yesterday", null, null, "yesterday", "2026-09-15", "2026-09-15", "2026-09-08")]
    [InlineData("week", "", "", "week", "2026-09-14", "2026-09-16", "2026-09-07")]
    [InlineData("last7", null, null, "last7", "2026-09-10", "2026-09-16", "2026-09-03")]
    [InlineData("today", "2026-09-01", "2026-09-10", "own", "2026-09-01", "2026-09-10", "2026-08-22")]
    [InlineData("week", "2026-09-14", "2026-09-16", "week", "2026-09-14", "2026-09-16", "2026-09-07")]
    [InlineData("own", "2026-09-16", "2026-09-16", "today", "2026-09-16", "2026-09-16", "2026-09-09")]
    public void Dates_in_the_address_win_over_the_name_beside_them(
    string? name, string? from, string? to, string read, string first, string last, string before)
    {
        var period = Period.Read(name, from, to, Today).Value!;
        Assert.Equal((read, first, last, before),
            (period.Name, $"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}", $"{period.Before.From:yyyy-MM-dd}"));
        Assert.Equal(period.Days, period.Before.Days);
    }

    [Fact]
    public void The_bars_of_a_chart_stay_inside_the_drawing_also_below_zero()
    {
        Line[] lines = [new("10", "10:00", [1, 1, 500, 0, 900, null]), new("11", "11:00", [1, 1, 0, 0, -300, null]),
            new("12", "12:00", [0, 0, 0, 0, 0, null])];
        var chart = Chart.Of(
            SalesTable.Of("hours",
                [.. "bills covers before tax net share".Split(' ').Select(w => new Column(w, Unit.Amount))], lines));
        Assert.Equal(3, chart.Bars.Count);
        Assert.All(chart.Bars, b => Assert.InRange(Number(b.Y) + Number(b.Height), 22, 206.01m));
        Assert.Equal("10", chart.Highest!.Key);

        static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_formula_is_exported_as_text_and_a_negative_amount_as_a_number()
    {
        using var memory = new MemoryStream();
        await using (var csv = new CsvStream(memory, "en"))
            await csv.RowAsync(["=HYPERLINK(\"http://x\")", "a, \"b\"", -12.50m, 3L, null, "@x"], default);
        Assert.Equal("\uFEFF\"'=HYPERLINK(\"\"http://x\"\")\",\"a, \"\"b\"\"\",-12.50,3,,'@x\r\n",
            Encoding.UTF8.GetString(memory.ToArray()));
    }
}
