namespace Restpy.Backups.Drill;

/// <summary>
/// Restores the newest backup beside the running product and compares every row as it was at that moment.
/// </summary>
internal interface IDrill
{
    /// <exception cref="Contract.BackupFailedException">It could not be restored.</exception>
    Task<DrillResult> RunAsync(CancellationToken ct);
}
