using System.Globalization;
using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Drill;

/// <summary>
/// Restores PostgreSQL beside the running one to a moment, and compares every row with the running database as of that
/// moment: its sums are taken in a transaction that began while nobody wrote, for as long as it takes to look at the
/// clock.
/// </summary>
internal sealed class PostgresDrill(PgBackRestSettings settings, string database, TimeProvider time) : IDrill
{
    private const string Log = "activity.";
    private static readonly TimeSpan ArchivedWithin = TimeSpan.FromMinutes(3), Pause = TimeSpan.FromMilliseconds(500);

    private readonly PostgresHost _host = new(settings);

    public async Task<DrillResult> RunAsync(CancellationToken ct)
    {
        var lost = await AgeOfArchiveAsync(ct);
        var tables = PostgresSums.Names(await AskAsync(PostgresSums.Tables, ct));
        var (moment, running, segment) = await SumsOfMomentAsync(tables, ct);
        await ArchivedAsync(segment, ct);
        var backups = new PgBackRestBackups(settings, time);
        var newest = (await backups.ListAsync(ct)).LastOrDefault()
            ?? throw new BackupFailedException("There is no backup to restore.");
        var into = Path.Combine(
            Path.GetDirectoryName(await AskAsync("SHOW data_directory", ct))!, $"restpy-drill-{Guid.NewGuid():N}");
        try
        {
            var began = time.GetTimestamp();
            var restored = await backups.RestoreAsync(into, moment < newest.To ? moment : newest.To, ct);
            await using var cluster = await RestoredCluster.StartAsync(settings, into, ct);
            var took = time.GetElapsedTime(began);
            var sums = PostgresSums.Read(await cluster.SqlAsync(database, PostgresSums.Of(tables), ct));
            var (rows, log) = (sums.Skip(1).Sum(s => s.Rows),
                sums.Where(s => s.Table.StartsWith(Log, StringComparison.Ordinal)).Sum(s => s.Rows));
            return new([.. DatabaseSums.Differences(running, sums)], sums.Count - 1, rows, log, restored.Bytes, lost,
                took);
        }
        finally
        {
            if (Directory.Exists(into)) Directory.Delete(into, recursive: true);
        }
    }

    /// <summary>
    /// One session: locked, the clock, unlocked, and then the sums of what was there, however long they take.
    /// </summary>
    private async Task<(DateTimeOffset Moment, IReadOnlyList<TableSum> Sums, string Segment)> SumsOfMomentAsync(
        IReadOnlyList<string> tables, CancellationToken ct)
    {
        var said = (await _host.SqlAsync(database,
        [
            "BEGIN ISOLATION LEVEL REPEATABLE READ", "SAVEPOINT unlocked",
            $"LOCK TABLE {string.Join(", ", tables)} IN SHARE MODE",
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
            "ROLLBACK TO unlocked",
            PostgresSums.Of(tables), "COMMIT", "SELECT pg_walfile_name(pg_switch_wal())",
        ], ct)).Trim().Split('\n');
        var moment = DateTimeOffset.Parse(said[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return (moment, PostgresSums.Read(string.Join('\n', said[1..^1])), said[^1].Trim());
    }

    private async Task ArchivedAsync(string segment, CancellationToken ct)
    {
        for (var began = time.GetTimestamp(); await AskAsync(
            $"SELECT coalesce(last_archived_wal, '') >= '{segment}' FROM pg_stat_archiver",
            ct) != "t"; await Task.Delay(Pause, ct))
            if (time.GetElapsedTime(began) > ArchivedWithin)
                throw new BackupFailedException(
                    "PostgreSQL hands its WAL over to nobody: see pg_stat_archiver, and run ./restpy backup init.");
    }

    private async Task<TimeSpan> AgeOfArchiveAsync(CancellationToken ct)
    {
        var seconds = await AskAsync(
            "SELECT coalesce(extract(epoch FROM clock_timestamp() - last_archived_time), 0) FROM pg_stat_archiver", ct);
        return TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
    }

    private async Task<string> AskAsync(string sql, CancellationToken ct) =>
        (await _host.SqlAsync(database, [sql], ct)).Trim();
}
