namespace Restpy.Platform.Snapshots;

/// <summary>Up to where in SQLite's write-ahead log a snapshot reaches.</summary>
/// <param name="Salt">Of the log's header, anew each time the log is begun again; null where no log had been
/// begun.</param>
/// <param name="LastFrame">The last page written to the log that counts; 0 where the log was empty.</param>
public sealed record PagePosition(ulong? Salt, uint LastFrame);
