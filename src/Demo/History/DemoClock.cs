namespace Restpy.Demo.History;

/// <summary>
/// The real time, except inside the work that writes the demo's past week: that flow, and no request beside it, lives
/// at the moment it is told.
/// </summary>
public sealed class DemoClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Past = new();

    public override DateTimeOffset GetUtcNow() => Past.Value ?? base.GetUtcNow();

    internal static void At(DateTimeOffset moment) => Past.Value = moment;
}
