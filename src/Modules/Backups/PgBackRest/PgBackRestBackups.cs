using System.Globalization;
using System.Text.RegularExpressions;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>Backups of PostgreSQL by pgBackRest, on the database host.</summary>
internal sealed partial class PgBackRestBackups(PgBackRestSettings settings, TimeProvider clock) : IBackups
{
    // A segment may be pushed before an earlier one; after so long it is missing.
    private static readonly TimeSpan PushedInOrderAfter = TimeSpan.FromMinutes(5);

    private readonly PostgresHost _host = new(settings);
    private readonly PgBackRestCommands _pgBackRest = new(settings, new(settings));

    public async Task<BackupSet> NowAsync(CancellationToken ct)
    {
        await _pgBackRest.RunAsync(["backup", "--type=full"], PgBackRestCommands.Long, ct);
        return (await ListAsync(ct)).LastOrDefault() ?? throw new BackupFailedException(
            "The backup ended, but its WAL is not in the repository.");
    }

    public async Task<IReadOnlyList<BackupSet>> ListAsync(CancellationToken ct) =>
        [.. (await RestorableAsync(ct)).Select(r => r.Set)];

    public async Task<IReadOnlyList<string>> VerifyAsync(CancellationToken ct)
    {
        var info = await _pgBackRest.InfoAsync(ct);
        if (await _pgBackRest.TroubleAsync(info, ct) is { } trouble) return [trouble];
        if (info.Code == PgBackRestInfo.NoBackup) return ["There is no backup in the repository."];
        var report = await _pgBackRest.RunAsync(["verify", "--output=text", "--verbose"], PgBackRestCommands.Long, ct);
        return [.. PgBackRestReport.Complaints(report, info.Backups.Select(b => b.Label)), .. await GapsAsync(info, ct),
            .. info.Backups.Where(b => b.HasPageErrors)
                .Select(b => $"Backup {b.Label}: PostgreSQL's own checksums did not fit when it was taken.")];
    }

    public async Task<Restored> RestoreAsync(string into, DateTimeOffset? to, CancellationToken ct)
    {
        var folder = EmptyFolder(into);
        var (backup, set, last) = Choose(await RestorableAsync(ct), to);
        // A target by time needs a later transaction to stop at: the last one is named by its position.
        string[] target = last is null ? ["--type=immediate"]
            : to is { } moment && moment < last.At ? ["--type=time", $"--target={Microseconds(moment)}"]
            : ["--type=lsn", $"--target={last.Lsn}"];
        try
        {
            Directory.CreateDirectory(folder);
            UnixFiles.SetMode(folder, UnixFiles.OwnerFolder);
            await _host.HandOverAsync(folder, ct);
            string[] source = ["restore", $"--set={backup.Label}", $"--pg1-path={folder}", "--archive-mode=off"];
            await _pgBackRest.RunAsync([.. source, .. target, "--target-action=promote"], PgBackRestCommands.Long, ct);
            // Only when PostgreSQL has replayed the WAL is it known that the moment was reached.
            await using (await RestoredCluster.StartAsync(settings, folder, ct)) { }
        }
        catch (Exception failed)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            if (failed is UnauthorizedAccessException or IOException)
                throw new BackupFailedException($"{folder} cannot be written: {failed.Message}", failed);
            throw;
        }
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories);
        return new(folder, to ?? set.To, files.Sum(f => f.Length));
    }

    private string EmptyFolder(string into)
    {
        var folder = Path.GetFullPath(into);
        if (!PlainPath().IsMatch(folder))
            throw new BackupFailedException($"{folder}: use letters, digits and . _ - / in the name of the folder.");
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new BackupFailedException(
                $"{folder} is not empty. A restore never overwrites: name a folder that does not exist.");
        if (settings.PostgresData is { } data && PgBackRestSettings.Inside(folder, data))
            throw new BackupFailedException($"{folder} is inside the data directory of the running PostgreSQL.");
        return folder;
    }

    private static Restorable Choose(IReadOnlyList<Restorable> restorable, DateTimeOffset? to)
    {
        if (restorable.Count == 0) throw new BackupFailedException("There is no backup that can be restored.");
        if (to is not { } moment) return restorable[^1];
        if (restorable.LastOrDefault(r => r.Set.From <= moment) is not { } chosen)
            throw new BackupFailedException(
                $"The earliest moment that can be restored is {Text(restorable[0].Set.From)}.");
        return moment <= chosen.Set.To ? chosen : throw new BackupFailedException(
            $"{Text(moment)} cannot be restored: the backup before it reaches until {Text(chosen.Set.To)}.");
    }

    private async Task<List<Restorable>> RestorableAsync(CancellationToken ct)
    {
        var info = await _pgBackRest.InfoAsync(ct);
        if (await _pgBackRest.TroubleAsync(info, ct) is { } trouble) throw new BackupFailedException(trouble);
        var restorable = new List<Restorable>();
        foreach (var group in info.Backups.GroupBy(b => b.ArchiveId))
        {
            var archive = await WalArchive.ReadAsync(_pgBackRest, settings.Stanza, group.Key, ct);
            foreach (var backup in group.Where(b => archive.Covers(b.FirstWal, b.StopLsn)))
            {
                var last = await archive.LastCommitAsync(backup.FirstWal, backup.StopLsn, ct);
                // pgBackRest keeps whole seconds: the backup ended at some point of this one.
                var from = backup.Stop.AddSeconds(1);
                var to = last is null || last.At < from ? from : last.At;
                restorable.Add(new(backup, new(backup.Label, from, to, backup.Bytes), last));
            }
        }
        return [.. restorable.OrderBy(r => r.Set.From)];
    }

    private async Task<List<string>> GapsAsync(PgBackRestInfo info, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - PushedInOrderAfter;
        var gaps = new List<string>();
        foreach (var group in info.Backups.GroupBy(b => b.ArchiveId))
        {
            var archive = await WalArchive.ReadAsync(_pgBackRest, settings.Stanza, group.Key, ct);
            gaps.AddRange(archive.GapsFrom(group.First().FirstWal, before).Select(g =>
                $"WAL is missing between {g.Before} and {g.Behind}: moments between it and the next backup are lost."));
            gaps.AddRange(group.Where(b => !archive.Covers(b.FirstWal, b.StopLsn))
                .Select(b => $"Backup {b.Label} cannot be restored: WAL it needs is missing."));
        }
        return gaps;
    }

    private static string Microseconds(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private sealed record Restorable(PgBackRestBackup Backup, BackupSet Set, WalCommit? Last);

    [GeneratedRegex(@"\A/[A-Za-z0-9._/-]+\z")]
    private static partial Regex PlainPath();
}
