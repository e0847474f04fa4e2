using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>The configuration file of pgBackRest, written by <c>./restpy backup init</c>.</summary>
internal static class PgBackRestConfigFile
{
    /// <summary>First line of a file that init may write again.</summary>
    public const string Marker = "# Written by ./restpy backup init. Change Restpy's settings and run it again.";

    private const string PassphraseOption = "repo1-cipher-pass=";
    private const UnixFileMode GroupMayRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>The text of the file. It holds secrets, because archive_command runs without Restpy.</summary>
    public static string Text(PgBackRestSettings settings, string data, string passphrase) => string.Join('\n',
    [
        Marker,
        "[global]",
        .. Repository(settings),
        "repo1-cipher-type=aes-256-cbc",
        PassphraseOption + passphrase,
        // By time, pgBackRest also keeps the newest full backup that is older, and the WAL from there on: without it
        // the oldest day could not be restored. So repo1-retention-archive stays unset.
        "repo1-retention-full-type=time",
        $"repo1-retention-full={settings.RetentionDays}",
        $"lock-path={settings.LockPath}",
        $"log-path={settings.LogPath}",
        "log-level-console=warn",
        "log-level-file=detail",
        "start-fast=y",
        "compress-type=zst",
        "process-max=2",
        "",
        // Not for reading: the readers of two restores would share a spool and a lock.
        "[global:archive-push]",
        "archive-async=y",
        $"spool-path={settings.SpoolPath}",
        "",
        // A restore empties its spool: not the one in use.
        "[global:restore]",
        $"spool-path={settings.SpoolPath}/restore",
        "",
        $"[{settings.Stanza}]",
        $"pg1-path={data}",
        $"pg1-port={settings.PostgresPort}",
        $"pg1-socket-path={settings.PostgresSocket}",
        $"pg1-user={settings.PostgresRole}",
        "",
    ]);

    /// <returns>The passphrase in a file that init wrote; null where there is none.</returns>
    public static string? PassphraseIn(string path) => !IsOurs(path) ? null
        : File.ReadLines(path)
            .FirstOrDefault(l => l.StartsWith(PassphraseOption, StringComparison.Ordinal))?[PassphraseOption.Length..];

    /// <summary>Writes the file, for the owner of the data directory and the group only.</summary>
    /// <returns>Whether the text is new.</returns>
    /// <exception cref="BackupFailedException">The file is not from init, and must not be replaced.</exception>
    public static async Task<bool> WriteAsync(PostgresHost host, string path, string text, bool replace,
        CancellationToken ct)
    {
        if (File.Exists(path) && !IsOurs(path) && !replace)
            throw new BackupFailedException(
                $"{path} was not written by Restpy. Look at it; to replace it, add --replace.");
        if (File.Exists(path) && UnixFiles.Mode(path) == GroupMayRead
            && await File.ReadAllTextAsync(path, ct) == text) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A half-written file would stop the archive: the new one takes the place of the old one in one step.
        var unfinished = path + ".new";
        File.Delete(unfinished);
        await using (var writer = UnixFiles.New(unfinished, GroupMayRead)) await writer.WriteAsync(text.AsMemory(), ct);
        UnixFiles.SetMode(unfinished, GroupMayRead);
        await host.HandOverAsync(unfinished, ct);
        File.Move(unfinished, path, overwrite: true);
        return true;
    }

    public static bool IsOurs(string path) => File.Exists(path) && File.ReadLines(path).FirstOrDefault() == Marker;

    private static IEnumerable<string> Repository(PgBackRestSettings settings) => settings.Bucket is { } bucket
        ? bucket.Options().Select(o => $"{o.Name}={o.Value}")
        : [$"repo1-path={settings.Repository}"];
}
