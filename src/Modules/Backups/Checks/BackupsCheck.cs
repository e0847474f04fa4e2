using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Runs;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Backups.Checks;

/// <summary>
/// H6: the newest snapshot, how far the changes reach, that no stored file was altered or is missing, and the last
/// drill.
/// </summary>
internal static class BackupsCheck
{
    /// <summary>A day, and time to take one.</summary>
    public static readonly TimeSpan OldestSnapshot = TimeSpan.FromHours(26), OldestDrill = TimeSpan.FromDays(8);

    /// <summary>Promised are 60 s; a round takes its time, and the check itself looks every two minutes.</summary>
    private static readonly TimeSpan OldestChange = TimeSpan.FromMinutes(3);

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var isSqlite = services.GetRequiredService<DatabaseOptions>().IsSqlite;
        var finding = isSqlite ? await OfSqliteAsync(services, ct) : await OfPostgresAsync(services, ct);
        var restore = await services.GetRequiredService<BackupRuns>().LastAsync(RunKind.Restore, ct);
        return restore is null ? finding : finding with
        {
            Evidence = $"{finding.Evidence} On {Time(restore.At)}: {restore.Told}",
        };
    }

    private static async Task<Finding> OfSqliteAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<BackupSettings>();
        if (!settings.On) return NotVerified("Backups are switched off on this installation (Restpy:Backup:On).");
        var (rounds, now) =
            (services.GetRequiredService<BackupSchedule>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (rounds.Problem is { } problem) return Failing(problem);
        var (found, sets) = await StoredAsync(services, now, ct);
        if (found is not null) return found;
        if (rounds.LastGood is not { } good)
            return NotVerified("The first backup since the start has not been taken yet.");
        if (now - good > OldestChange)
            return Failing($"No change has been stored since {Time(good)}: the schedule stands still.");
        var review = services.GetRequiredService<BackupVerification>();
        if ((await review.RoundAsync(ct)) is [_, ..] faults) return Failing(string.Join(" ", faults.Take(3)));
        var drill = await services.GetRequiredService<BackupRuns>().LastAsync(RunKind.Drill, ct);
        if (drill is null) return NotVerified("No drill has restored a backup yet.");
        if (!drill.Ok) return Failing($"The drill of {Time(drill.At)} failed: {drill.Told}");
        if (now - drill.At > OldestDrill)
            return Failing($"The last drill was on {Time(drill.At)}; it is due every week.");
        return new(ClaimState.Verified, Evidence(settings, sets, good, drill, review.Unread));
    }

    /// <summary>
    /// pgBackRest works on the database host; here its results are read, and PostgreSQL is asked how its archiving
    /// goes.
    /// </summary>
    private static async Task<Finding> OfPostgresAsync(IServiceProvider services, CancellationToken ct)
    {
        var (runs, now) =
            (services.GetRequiredService<BackupRuns>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var (snapshot, drill) = (await runs.LastAsync(RunKind.Snapshot, ct), await runs.LastAsync(RunKind.Drill, ct));
        if (snapshot is null)
            return NotVerified(
                "No backup was recorded yet: run ./restpy backup init and ./restpy backup now on the database host.");
        if (now - snapshot.At > OldestSnapshot)
            return Failing($"The newest full backup is of {Time(snapshot.At)}; there has to be one each day.");
        if (drill is null) return NotVerified("No drill has restored a backup yet.");
        if (!drill.Ok) return Failing($"The drill of {Time(drill.At)} failed: {drill.Told}");
        if (now - drill.At > OldestDrill)
            return Failing($"The last drill was on {Time(drill.At)}; it is due every week.");
        var archiver = await Archiver.OfAsync(services.GetRequiredService<RestpyDb>(), ct);
        if (archiver.IsFailing)
            return Failing(
                $"PostgreSQL has not been able to hand over its WAL since {Time(archiver.LastFailed!.Value)}.");
        if (archiver.LastArchived is not { } archived)
            return NotVerified("PostgreSQL has not handed over any WAL yet.");
        if (now - archived > OldestSnapshot)
            return Failing($"PostgreSQL last handed over its WAL on {Time(archived)}.");
        return new(ClaimState.Verified, string.Create(CultureInfo.InvariantCulture,
            $"pgBackRest took the last full backup on {Time(snapshot.At)}, {snapshot.Bytes / 1e6:F1} MB, encrypted "
                + $"with AES-256; WAL last arrived on {Time(archived)}. On {Time(drill.At)} the newest was restored "
                + $"in {drill.RestoreMilliseconds / 1000.0:F1} s: {drill.Told} A change would have been lost if it "
                + $"was younger than {drill.LostMilliseconds / 1000.0:F1} s."));
    }

    private static async Task<(Finding? Found, IReadOnlyList<BackupSet> Sets)> StoredAsync(
        IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            var sets = await services.GetRequiredService<IBackups>().ListAsync(ct);
            if (sets.Count == 0) return (NotVerified("There is no backup yet."), sets);
            var newest = sets.Max(set => set.From);
            return now - newest > OldestSnapshot
                ? (Failing($"The newest snapshot is of {Time(newest)}; there has to be one each day."), sets)
                : (null, sets);
        }
        catch (BackupFailedException failed)
        {
            return (Failing(failed.Message), []);
        }
    }

    private static string Evidence(
        BackupSettings settings, IReadOnlyList<BackupSet> sets, DateTimeOffset good, BackupRun drill, int unread) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{sets.Count} snapshots with the changes after each, {sets.Sum(set => set.Bytes) / 1e6:F1} MB, from "
                + $"{Time(sets[0].From)} on; the newest change was stored on {Time(good)}. All are encrypted with "
                + $"AES-256-GCM. "
                + $"{(unread == 0 ? "Every file was read again within a day." : $"{unread} files wait to be read again.")} ")
        + string.Create(CultureInfo.InvariantCulture,
            $"Kept for {settings.Days} days. On {Time(drill.At)} the newest was restored in "
                + $"{drill.RestoreMilliseconds / 1000.0:F2} s: {drill.Told} A change would have been lost if it was "
                + $"younger than {drill.LostMilliseconds / 1000.0:F1} s.")
        + (settings.IsBesideData
            ? " They are on the disk of the database: if it fails, both are lost. Name another place." : "");

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static Finding Failing(string why) => new(ClaimState.Failing, why);

    private static Finding NotVerified(string why) => new(ClaimState.NotVerifiedHere, why);
}
