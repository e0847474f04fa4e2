using Restpy.Backups.Sqlite;
using Restpy.Platform.Data;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Drill;

/// <summary>
/// Restores the newest backup beside the running product and compares every row with the running database as it was at
/// that moment, which a held snapshot still shows.
/// </summary>
internal sealed class SqliteDrill(SqliteBackups backups, DatabaseOptions database, TimeProvider time) : IDrill
{
    private const string Log = "audit_entry";

    public async Task<DrillResult> RunAsync(CancellationToken ct)
    {
        // Had the disk gone at this moment, so much would have been lost.
        var lost = backups.Reaches is { } reaches ? time.GetUtcNow() - reaches : TimeSpan.Zero;
        using var moment = await backups.ShipAndShareAsync(ct);
        var running = await DatabaseSums.OfSqliteAsync(moment.Connection, ct);
        var into = Path.Combine(database.DataDirectory, $"drill-{Guid.NewGuid():N}");
        try
        {
            var began = time.GetTimestamp();
            var restored = await backups.RestoreAsync(into, null, ct);
            await using var copy = await DatabaseCopy.OpenAsync(restored.Path, ct);
            var took = time.GetElapsedTime(began);
            var sums = await DatabaseSums.OfSqliteAsync(copy, ct);
            var (rows, log) =
                (sums.Skip(1).Sum(sum => sum.Rows), sums.FirstOrDefault(sum => sum.Table == Log)?.Rows ?? 0);
            return new([.. DatabaseSums.Differences(running, sums)], sums.Count - 1, rows, log, restored.Bytes, lost,
                took);
        }
        finally
        {
            if (Directory.Exists(into)) Directory.Delete(into, recursive: true);
        }
    }
}
