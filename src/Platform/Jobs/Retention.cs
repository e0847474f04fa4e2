namespace Restpy.Platform.Jobs;

/// <summary>
/// Rows that are of no use to anybody past an age; each module names its own. What is audited is never among them.
/// </summary>
/// <param name="Table">Its name in the database.</param>
/// <param name="Column">The instant the age is counted from.</param>
/// <param name="Kept">How long they stay.</param>
public sealed record Retention(string Table, string Column, TimeSpan Kept)
{
    /// <summary>
    /// A tablet comes back after a night or a long weekend and sends its queue again; later, a repeat would be a new
    /// command.
    /// </summary>
    public static readonly TimeSpan OfCommands = TimeSpan.FromDays(7);

    /// <summary>A screen that was away longer is told that everything may have changed.</summary>
    public static readonly TimeSpan OfEvents = TimeSpan.FromDays(7);

    /// <summary>
    /// A bucket that is full is as one that was never used; an hour more, because nodes' clocks differ from the
    /// server's.
    /// </summary>
    public static readonly TimeSpan OfBuckets = TimeSpan.FromHours(1);
}
