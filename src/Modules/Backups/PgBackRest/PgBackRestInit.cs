using System.Text.Json;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>What <c>./restpy backup init</c> was told.</summary>
/// <param name="Replace">Whether a configuration file or an archive_command of somebody else may be replaced.</param>
/// <param name="OutputFolder">Where the timers are written as text files; null to write none.</param>
/// <param name="Command">How the timers start Restpy, such as /opt/restpy/restpy.</param>
internal sealed record PgBackRestInitOptions(bool Replace, string? OutputFolder, string Command);

/// <summary>What was done, a sentence each, and whether backups run from here on.</summary>
/// <param name="IsReady">False where the operator has something to do first, and then runs it again.</param>
internal sealed record PgBackRestInitResult(IReadOnlyList<string> Lines, bool IsReady);

/// <summary>Sets up pgBackRest on the database host. Running it again changes nothing that is right already.</summary>
internal sealed class PgBackRestInit(PgBackRestSettings settings)
{
    /// <summary>
    /// The longest time until a change leaves for the repository; the rest of the minute is for the transfer.
    /// </summary>
    public const int ArchiveTimeoutSeconds = 45;

    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private readonly PostgresHost _host = new(settings);
    private readonly PgBackRestCommands _pgBackRest = new(settings, new(settings));
    private readonly List<string> _lines = [];

    /// <exception cref="BackupFailedException">It cannot be set up; what was in use is as before.</exception>
    public async Task<PgBackRestInitResult> RunAsync(PgBackRestInitOptions options, CancellationToken ct)
    {
        try
        {
            return await SetUpAsync(options, ct);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            var advice = $"{refused.Message} Run init as root, or as {settings.SystemUser}.";
            throw new BackupFailedException(advice, refused);
        }
    }

    /// <summary>The command PostgreSQL runs for each finished WAL segment.</summary>
    internal string ArchiveCommand =>
        $"{settings.Program} --config={settings.ConfigFile} --stanza={settings.Stanza} archive-push %p";

    private async Task<PgBackRestInitResult> SetUpAsync(PgBackRestInitOptions options, CancellationToken ct)
    {
        _lines.Clear();
        var version = await _host.RunAsync(settings.Program, ["version"], TimeSpan.FromMinutes(1), ct);
        if (version.Code != 0)
            throw new BackupFailedException($"{settings.Program} does not run. On Debian: apt install pgbackrest");
        var server = await ServerAsync(ct);
        if (server is not null) Refuse(server, options.Replace);
        var data = server?.Data ?? settings.PostgresData
            ?? throw new BackupFailedException(
                "PostgreSQL does not answer on its socket: start it, or name Restpy:Backup:PostgresData.");
        await FilesAsync(data, options.Replace, ct);
        await TimersAsync(options, ct);
        var isReady = server is not null && await ArchivingAsync(server, ct);
        if (server is null)
            PrintSettings("No superuser reaches PostgreSQL by its socket. Run this in psql, restart, and init again:");
        return new([.. _lines], isReady);
    }

    /// <returns>Null where the server is down or this user is no superuser of it.</returns>
    private async Task<ServerState?> ServerAsync(CancellationToken ct)
    {
        var result = await _host.SqlAsync("""
            SELECT json_build_object('Data', current_setting('data_directory'), 'Mode', current_setting('archive_mode'),
                'Command', current_setting('archive_command'), 'Timeout',
                    (SELECT setting::int FROM pg_settings WHERE name = 'archive_timeout'),
                'WalLevel', current_setting('wal_level'), 'IsStandby', pg_is_in_recovery(),
                'IsSuperuser', current_setting('is_superuser') = 'on')
            """, ct);
        return result.Code == 0
            && JsonSerializer.Deserialize<ServerState>(result.Output) is { IsSuperuser: true } server ? server : null;
    }

    private void Refuse(ServerState server, bool replace)
    {
        if (server.IsStandby) throw new BackupFailedException("This PostgreSQL is a standby: run init on the primary.");
        if (settings.PostgresData is { } data && Path.GetFullPath(data) != Path.GetFullPath(server.Data))
            throw new BackupFailedException(
                $"PostgreSQL on port {settings.PostgresPort} keeps its data in {server.Data}, not in {data}.");
        if (!replace && server.Mode != "off" && server.Command.Length > 0 && server.Command != ArchiveCommand)
            throw new BackupFailedException(
                $"archive_command is set already: {server.Command} To replace it, add --replace.");
    }

    private async Task FilesAsync(string data, bool replace, CancellationToken ct)
    {
        var inUse = PgBackRestConfigFile.PassphraseIn(settings.ConfigFile);
        if (Passphrase.WriteIfAbsent(settings.PassphraseFile, inUse))
            _lines.Add(
                $"Written: {settings.PassphraseFile}. Copy it off this machine: without it no backup can be read.");
        var passphrase = Passphrase.Read(settings.PassphraseFile);
        if (inUse is not null && inUse != passphrase)
            throw new BackupFailedException(
                $"{settings.PassphraseFile} holds another passphrase than the one in use in {settings.ConfigFile}.");
        if (settings.Bucket is null) await _host.MakeFolderAsync(settings.Repository, OwnerAndGroup, ct);
        foreach (var folder in new[] { settings.SpoolPath, settings.LogPath, settings.LockPath })
            await _host.MakeFolderAsync(folder, OwnerAndGroup, ct);
        var text = PgBackRestConfigFile.Text(settings, data, passphrase);
        _lines.Add(await PgBackRestConfigFile.WriteAsync(_host, settings.ConfigFile, text, replace, ct)
            ? $"Written: {settings.ConfigFile}." : $"Unchanged: {settings.ConfigFile}.");
    }

    private async Task<bool> ArchivingAsync(ServerState server, CancellationToken ct)
    {
        // Only where there is none, and before segments come: it needs the lock that pushing takes.
        var info = await _pgBackRest.InfoAsync(ct);
        if (info.Code is PgBackRestInfo.NoStanza or PgBackRestInfo.NoStanzaData)
            await _pgBackRest.RunAsync(["stanza-create"], PgBackRestCommands.Short, ct);
        else if (await _pgBackRest.TroubleAsync(info, ct) is { } trouble) throw new BackupFailedException(trouble);
        if (server.WalLevel == "minimal") await ApplyAsync("ALTER SYSTEM SET wal_level = replica", ct);
        if (server.Mode != "on" || server.Command != ArchiveCommand
            || server.Timeout is <= 0 or > ArchiveTimeoutSeconds)
        {
            foreach (var statement in Statements) await ApplyAsync(statement, ct);
            await ApplyAsync("SELECT pg_reload_conf()", ct);
        }
        if (server.Mode != "on" || server.WalLevel == "minimal")
        {
            _lines.Add("Restart PostgreSQL now, so that it archives, and run init again.");
            return false;
        }
        // A restored PostgreSQL began its timeline while it did not archive; without this file no recovery finds it.
        foreach (var history in Directory.GetFiles(Path.Combine(server.Data, "pg_wal"), "*.history").Order())
        {
            string[] push = ["archive-push", "--no-archive-async", $"--pg1-path={server.Data}", history];
            await _pgBackRest.RunAsync(push, PgBackRestCommands.Short, ct);
        }
        await _pgBackRest.RunAsync(["check"], PgBackRestCommands.Short, ct);
        _lines.Add(
            $"PostgreSQL archives to stanza {settings.Stanza}; a WAL segment went to the repository and is there.");
        return true;
    }

    private string[] Statements =>
    [
        "ALTER SYSTEM SET archive_mode = on",
        $"ALTER SYSTEM SET archive_command = '{ArchiveCommand}'",
        $"ALTER SYSTEM SET archive_timeout = {ArchiveTimeoutSeconds}",
    ];

    private async Task ApplyAsync(string statement, CancellationToken ct)
    {
        var result = await _host.SqlAsync(statement, ct);
        if (result.Code != 0)
            throw new BackupFailedException($"PostgreSQL refused {statement}: {result.Errors.Trim()}");
        if (statement.StartsWith("ALTER", StringComparison.Ordinal)) _lines.Add($"Set: {statement}");
    }

    private void PrintSettings(string introduction)
    {
        _lines.Add(introduction);
        _lines.AddRange(Statements.Select(s => s + ";"));
    }

    private async Task TimersAsync(PgBackRestInitOptions options, CancellationToken ct)
    {
        if (options.OutputFolder is not { } folder) return;
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in PgBackRestTimers.Files(options.Command))
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, ct);
        _lines.Add($"Written: timers for systemd, and the same for cron, in {folder}. Install one of them.");
    }

    private sealed record ServerState(string Data, string Mode, string Command, int Timeout, string WalLevel,
        bool IsStandby, bool IsSuperuser);
}
