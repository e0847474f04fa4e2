using Microsoft.Extensions.Logging;
using Restpy.Backups.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Backups.Sqlite;

/// <summary>
/// Takes a full snapshot before an update changes the tables: what was before it can always be had again.
/// </summary>
internal sealed class SnapshotBeforeUpdate(
    SqliteBackups backups, BackupSettings settings, ILogger<SnapshotBeforeUpdate> log) : IBeforeUpdate
{
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (!settings.On)
        {
            log.LogWarning("The tables are updated without a snapshot, because backups are switched off.");
            return;
        }
        try
        {
            var set = await backups.NowAsync(ct);
            log.LogInformation("Before the update the snapshot {Set} was taken.", set.Name);
        }
        catch (BackupFailedException failed)
        {
            throw new DatabaseRefusedException(
                $"The update was not begun, because no snapshot could be taken before it: {failed.Message}");
        }
    }
}
