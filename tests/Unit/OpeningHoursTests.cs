using Restpy.Tenancy.Contract;
using Xunit;

namespace Restpy.UnitTests;

public sealed class OpeningHoursTests
{
    private const string Text = "Fri 12:00-15:00, 19:00-01:00\nSat closed\n2026-12-25 closed\n2026-12-26 10:00-12:00";

    private static OpeningHours Hours => OpeningHours.Read(Text).Value!;

    [Theory]
    [InlineData("2026-11-27 11:59", false)]
    [InlineData("2026-11-27 12:00", true)]
    [InlineData("2026-11-27 15:00", false)]
    [InlineData("2026-11-27 23:59", true)]
    [InlineData("2026-11-28 00:59", true)]
    [InlineData("2026-11-28 01:00", false)]
    [InlineData("2026-11-29 12:00", false)]
    [InlineData("2026-12-25 12:30", false)]
    [InlineData("2026-12-26 11:00", true)]
    public void Ranges_run_past_midnight_and_dates_win_over_the_week(string local, bool isOpen) =>
        Assert.Equal(isOpen, Hours.IsOpen(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_next_opening_may_be_days_away() =>
        Assert.Equal(new DateTime(2026, 12, 4, 12, 0, 0), Hours.NextOpening(new(2026, 11, 28, 1, 0, 0)));

    [Fact]
    public void Without_hours_it_is_always_open() =>
    Assert.True(OpeningHours.Read("").Value!.IsOpen(new(2026, 11, 28, 3, 0, 0)));

    [Fact]
    public void What_is_written_reads_the_same() =>
    Assert.Equal(Hours.ToString(), OpeningHours.Read(Hours.ToString()).Value!.ToString());

    [Theory]
    [InlineData("Fri 25:00-26:00")]
    [InlineData("Fri 12")]
    [InlineData("Noday 12:00-13:00")]
    [InlineData("Fri 12:00-15:00, 14:00-16:00")]
    [InlineData("2026-13-01 closed")]
    public void What_cannot_be_read_is_refused(string text) => Assert.False(OpeningHours.Read(text).Ok);
}
