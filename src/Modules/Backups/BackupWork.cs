using Restpy.Backups.Contract;
using Restpy.Backups.Drill;
using Restpy.Backups.Runs;

namespace Restpy.Backups;

/// <summary>A full snapshot or a drill, and the row that says what came of it.</summary>
internal sealed class BackupWork(IBackups backups, IDrill drill, BackupRuns runs)
{
    public async Task<BackupSet> SnapshotAsync(CancellationToken ct)
    {
        var set = await backups.NowAsync(ct);
        await runs.KeepAsync(
            RunKind.Snapshot, ok: true, $"Snapshot {set.Name}", set.Bytes, TimeSpan.Zero, TimeSpan.Zero, ct);
        return set;
    }

    public async Task<DrillResult> DrillAsync(CancellationToken ct)
    {
        try
        {
            var result = await drill.RunAsync(ct);
            await runs.KeepAsync(
                RunKind.Drill, result.Problems.Count == 0, result.Told, result.Bytes, result.Lost, result.Took, ct);
            return result;
        }
        catch (BackupFailedException failed)
        {
            await runs.KeepAsync(RunKind.Drill, ok: false, failed.Message, 0, TimeSpan.Zero, TimeSpan.Zero, ct);
            throw;
        }
    }
}
