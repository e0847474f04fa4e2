namespace Restpy.Backups.Contract;

/// <summary>
/// One stretch of time that can be restored: a full snapshot and the changes that follow it without a gap.
/// </summary>
/// <param name="Name">What the store calls it.</param>
/// <param name="From">When the snapshot was taken: the earliest moment.</param>
/// <param name="To">The latest moment that can be restored.</param>
/// <param name="Bytes">What it takes up in the store.</param>
public sealed record BackupSet(string Name, DateTimeOffset From, DateTimeOffset To, long Bytes);

/// <summary>Where a restore has put the database, and how far it reaches.</summary>
/// <param name="At">The last moment whose changes are in it.</param>
/// <param name="Bytes">Size of the database.</param>
public sealed record Restored(string Path, DateTimeOffset At, long Bytes);

/// <summary>
/// A backup or restore that could not be done, in words for the operator; nothing in use was changed.
/// </summary>
public sealed class BackupFailedException(string message, Exception? inner = null) : Exception(message, inner);
