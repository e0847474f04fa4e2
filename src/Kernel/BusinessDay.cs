namespace Restpy.Kernel;

/// <summary>
/// The accounting day of a branch. It turns at the cut-off hour in the branch's time zone, not at midnight: a bill at
/// 01:30 belongs to the evening before.
/// </summary>
public readonly record struct BusinessDay(TimeZoneInfo Zone, TimeOnly CutOff)
{
    public DateOnly Of(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime - CutOff.ToTimeSpan());

    /// <summary>
    /// The instant the business date begins. A cut-off inside a clock change counts as the hour after it.
    /// </summary>
    public DateTimeOffset Start(DateOnly date)
    {
        var local = date.ToDateTime(CutOff);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
