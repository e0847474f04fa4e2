using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Backups.Contract;
using Restpy.Backups.Runs;
using Restpy.Backups.Sqlite;
using Restpy.Platform.Data;

namespace Restpy.Backups;

/// <summary>
/// Keeps the backups of a SQLite installation going: what changed every twenty seconds, a full snapshot each day, a
/// drill each week. What goes wrong is kept for the pages and told once.
/// </summary>
internal sealed class BackupSchedule(
    DatabaseOptions database, BackupSettings settings, SqliteBackups backups, BackupWork work,
    BackupRuns runs, BackupAlarm alarm, TimeProvider time, ILogger<BackupSchedule> log) : BackgroundService
{
    public static readonly TimeSpan SnapshotEvery = TimeSpan.FromHours(24), DrillEvery = TimeSpan.FromDays(7);

    // The first guests come before the first snapshot.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10), LongestWait = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _drilled;

    /// <summary>What keeps backups from being taken; null where nothing does.</summary>
    public string? Problem { get; private set; }

    /// <summary>When a round last went well; null before the first.</summary>
    public DateTimeOffset? LastGood { get; private set; }

    /// <summary>One round; what fails is kept as <see cref="Problem"/> and told.</summary>
    /// <returns>Whether it went well.</returns>
    public async Task<bool> RoundAsync(CancellationToken ct)
    {
        try
        {
            if (backups.Began is { } began && time.GetUtcNow() - began < SnapshotEvery) await backups.ShipAsync(ct);
            else await work.SnapshotAsync(ct);
            if (await IsDrillDueAsync(ct))
            {
                _drilled = time.GetUtcNow();
                await work.DrillAsync(ct);
            }
            (Problem, LastGood) = (null, time.GetUtcNow());
            alarm.Over();
            return true;
        }
        catch (Exception failed) when (!ct.IsCancellationRequested)
        {
            Problem = failed is BackupFailedException ? failed.Message
                : "The backup could not be taken. The reason is in the server's log.";
            log.LogError(failed, "A backup was not taken: {Why}", Problem);
            await alarm.RaiseAsync(Problem, ct);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsSqlite) return;
        await SayRestoredAsync(stoppingToken);
        if (!settings.On) return;
        var every = TimeSpan.FromSeconds(settings.Seconds);
        await Task.Delay(every < Settling ? every : Settling, stoppingToken);
        for (var wait = every; ;)
        {
            // A store that is away is asked less and less often.
            wait = await RoundAsync(stoppingToken) ? every : wait * 2 < LongestWait ? wait * 2 : LongestWait;
            await Task.Delay(wait, stoppingToken);
        }
    }

    /// <summary>A restored database says so once, in the log and on the page of claims.</summary>
    private async Task SayRestoredAsync(CancellationToken ct)
    {
        if (RestoreNote.Read(database.DataDirectory) is not { } at) return;
        try
        {
            var told = $"The database was restored as of {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.";
            await runs.KeepAsync(RunKind.Restore, ok: true, told, 0, time.GetUtcNow() - at, TimeSpan.Zero, ct);
            RestoreNote.Remove(database.DataDirectory);
        }
        catch (Exception unsaid) when (!ct.IsCancellationRequested)
        {
            log.LogError(unsaid, "That the database was restored could not be recorded; the next start tries again.");
        }
    }

    private async Task<bool> IsDrillDueAsync(CancellationToken ct)
    {
        _drilled ??= (await runs.LastAsync(RunKind.Drill, ct))?.At ?? DateTimeOffset.UnixEpoch;
        return time.GetUtcNow() - _drilled >= DrillEvery;
    }
}
