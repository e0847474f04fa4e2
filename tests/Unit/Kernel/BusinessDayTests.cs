using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class BusinessDayTests
{
    private static readonly BusinessDay Bengaluru = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"), new(4, 0));
    private static readonly BusinessDay Lyon = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), new(4, 0));
    private static readonly BusinessDay LyonAtHalfPastTwo = Lyon with { CutOff = new(2, 30) };

    [Theory]
    [InlineData("2026-03-14T20:00:00Z", "2026-03-14")] // 01:30 the next morning in Bengaluru
    [InlineData("2026-03-14T22:29:59Z", "2026-03-14")] // 03:59:59
    [InlineData("2026-03-14T22:30:00Z", "2026-03-15")] // 04:00
    [InlineData("2026-03-31T19:00:00Z", "2026-03-31")] // 00:30 on 1 April: still the last day of the fiscal year
    public void A_bill_after_midnight_belongs_to_the_evening_before_until_the_cut_off(string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date), Bengaluru.Of(DateTimeOffset.Parse(instant)));

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-28")] // 01:30 before the clock goes forward
    [InlineData("2026-03-29T01:59:00Z", "2026-03-28")] // 03:59 after it
    [InlineData("2026-03-29T02:00:00Z", "2026-03-29")] // 04:00
    [InlineData("2026-10-25T00:30:00Z", "2026-10-24")] // 02:30 the first time
    [InlineData("2026-10-25T01:30:00Z", "2026-10-24")] // 02:30 the second time
    [InlineData("2026-10-25T03:00:00Z", "2026-10-25")] // 04:00
    public void The_date_turns_at_the_cut_off_also_in_the_nights_of_the_clock_change(string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date), Lyon.Of(DateTimeOffset.Parse(instant)));

    [Fact]
    public void The_day_of_the_clock_change_is_an_hour_short_or_long()
    {
        Assert.Equal(23, HoursOf(Lyon, new(2026, 3, 28)));
        Assert.Equal(25, HoursOf(Lyon, new(2026, 10, 24)));
        Assert.Equal(24, HoursOf(Bengaluru, new(2026, 3, 28)));
    }

    [Fact]
    public void A_cut_off_inside_the_missing_hour_counts_as_the_hour_after_it() =>
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:00:00Z"), LyonAtHalfPastTwo.Start(new(2026, 3, 29)));

    [Fact]
    public void Every_instant_of_two_years_lies_in_its_day_and_in_no_other()
    {
        foreach (var day in new[] { Lyon, Bengaluru })
        {
            for (var at = DateTimeOffset.Parse("2025-12-30T00:00:00Z"); at.Year < 2028; at += TimeSpan.FromMinutes(37))
            {
                var date = day.Of(at);
                Assert.True(day.Start(date) <= at
                    && at < day.Start(date.AddDays(1)), $"{at:O} in {day.Zone.Id} is counted to {date}");
            }
        }
    }

    private static double HoursOf(BusinessDay day, DateOnly date) =>
        (day.Start(date.AddDays(1)) - day.Start(date)).TotalHours;
}
