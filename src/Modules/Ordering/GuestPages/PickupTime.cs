
namespace Restpy.Ordering.GuestPages;

/// <summary>When a pickup is ready: a time a person would say, and never one that is too early.</summary>
internal static class PickupTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Now and the branch's minutes, up to the next full five. Every time zone in use is a multiple of five minutes
    /// from UTC.
    /// </summary>
    public static DateTimeOffset At(DateTimeOffset now, int minutes)
    {
        var ticks = now.UtcTicks + TimeSpan.FromMinutes(minutes).Ticks;
        return new((ticks + Step.Ticks - 1) / Step.Ticks * Step.Ticks, TimeSpan.Zero);
    }
}
