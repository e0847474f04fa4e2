using Restpy.Billing.Numbers;
using Xunit;

namespace Restpy.UnitTests.Billing;

public sealed class NumberTests
{
    [Theory]
    [InlineData("BLR1", "26-27", 421, "BLR1/26-27/00421")]
    [InlineData("BLR1C", "26-27", 7, "BLR1C/26-27/0007")]
    [InlineData("BLR1", "26-27", 99_999, "BLR1/26-27/99999")]
    [InlineData("BLR1", "26-27", 100_000, "BLR1/2627/100000")]
    [InlineData("BLR1C", "26-27", 10_000, "BLR1C/2627/10000")]
    [InlineData("LYO1", "2026", 421, "LYO1/2026/00421")]
    [InlineData("A", "26-27", 1, "A/26-27/00001")]
    public void A_number_is_written_in_at_most_16_characters(string prefix, string year, long number, string text)
    {
        Assert.Equal(text, DocumentNumber.Write(prefix, year, number));
        Assert.True(text.Length <= DocumentNumber.Longest);
    }

    [Fact]
    public void A_full_series_is_refused_rather_than_written_too_long() =>
        Assert.Throws<InvalidOperationException>(() => DocumentNumber.Write("BLR1C", "26-27", 100_000));

    [Fact]
    public void The_longest_prefix_holds_the_largest_count_of_a_year() =>
        Assert.True(DocumentNumber.Write(new string('A', DocumentNumber.LongestPrefix), "26-27", 99_999)
            .Length <= DocumentNumber.Longest);

    [Theory]
    [InlineData("BLR1", true)]
    [InlineData("B", true)]
    [InlineData("", false)]
    [InlineData("1BLR", false)]
    [InlineData("blr1", false)]
    [InlineData("BLR1CX", false)]
    [InlineData("BL/1", false)]
    [InlineData("BLÉ", false)]
    public void A_prefix_is_capital_letters_and_digits_and_starts_with_a_letter(string prefix, bool fits) =>
    Assert.Equal(fits, DocumentNumber.IsPrefix(prefix));

    [Theory]
    [InlineData("IN", "2026-04-01", "26-27")]
    [InlineData("IN", "2027-03-31", "26-27")]
    [InlineData("IN", "2027-04-01", "27-28")]
    [InlineData("IN", "2099-12-31", "99-00")]
    [InlineData("FR", "2026-04-01", "2026")]
    [InlineData("FR", "2026-12-31", "2026")]
    public void The_year_of_a_number_turns_on_1_April_in_India_and_with_the_calendar_elsewhere(
    string country, string date, string year) =>
        Assert.Equal(year, DocumentYear.Of(country, DateOnly.Parse(date)));
}
