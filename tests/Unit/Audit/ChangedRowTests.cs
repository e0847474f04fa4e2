using Restpy.Audit;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Audit;

public sealed class ChangedRowTests
{
    private static readonly TimeZoneInfo India = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Fact]
    public void Values_are_shown_as_a_person_reads_them()
    {
        const string json =
            """[{"type":"MenuItem","id":"x","before":{"priceMinor":32000,"soldOut":false,"note":null},"after":{"priceMinor":34000,"soldOut":true,"note":"hot","name":{"en":"Tea","hi":"चाय"},"changedAt":"2026-11-22T18:30:00.0000000Z"}}]""";
        var row = Assert.Single(ChangedRow.Read(json, Currency.Inr, India));
        Assert.Equal("Menu item", row.Type);
        Assert.Equal(
        [
            new("Price", "₹320.00", "₹340.00"), new("Sold out", "✗", "✓"), new("Note", "—", "hot"),
            new("Name", null, "en: Tea · hi: चाय"), new("Changed at", null, "2026-11-23 00:00:00"),
        ], row.Values);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("-1", "-1")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("-1.", "'-1.")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("--1", "'--1")]
    [InlineData("\0=1", "'\0=1")]
    [InlineData("\r\n=1", "'\r\n'=1")]
    [InlineData("\u00A0@x", "'\u00A0@x")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_cell_is_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvRow.Safe(text));

    [Fact]
    public void A_row_is_quoted_and_ends_as_the_standard_says() =>
    Assert.Equal("\"a\",\"b \"\"c\"\"\",\"\"\r\n", CsvRow.Of("a", "b \"c\"", null));
}
