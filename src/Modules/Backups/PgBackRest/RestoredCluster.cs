using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>
/// A restored PostgreSQL that runs beside the one in use, on a socket of its own, without a network port.
/// </summary>
internal sealed class RestoredCluster : IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenChecks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StartWithin = TimeSpan.FromHours(24);

    private readonly PgBackRestSettings _settings;
    private readonly PostgresHost _host;
    private readonly string _data;
    private readonly string _folder;
    private readonly string _major;

    private RestoredCluster(PgBackRestSettings settings, string data, string major)
    {
        (_settings, _host, _data, _major) = (settings, new(settings), data, major);
        // Not in the temporary folder of this process: PostgreSQL may be another user, and a socket's path is short.
        _folder = $"/tmp/restpy-restored-{Guid.NewGuid():N}";
    }

    /// <summary>Starts PostgreSQL on restored data and waits until it has replayed the WAL.</summary>
    /// <exception cref="BackupFailedException">It did not start, or did not reach the moment.</exception>
    public static async Task<RestoredCluster> StartAsync(PgBackRestSettings settings, string data, CancellationToken ct)
    {
        var version = Path.Combine(data, "PG_VERSION");
        if (!File.Exists(version)) throw new BackupFailedException($"{data} holds no PostgreSQL.");
        // Its end would stop a server that was running before.
        if (File.Exists(Path.Combine(data, "postmaster.pid")))
            throw new BackupFailedException($"{data} is in use by a PostgreSQL, or was when it was stopped hard.");
        var cluster = new RestoredCluster(settings, data, (await File.ReadAllTextAsync(version, ct)).Trim());
        try
        {
            await cluster.StartAsync(ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>For a role of the restored database, without a password: only root and the owner get in.</summary>
    public string ConnectionString(string database, string role) =>
        $"Host={_folder};Username={role};Database={database};Pooling=false;Timeout=15";

    /// <summary>Asks the restored database.</summary>
    public Task<string> SqlAsync(string database, string sql, CancellationToken ct) =>
        _host.SqlAsync(_folder, 5432, database, [sql], ct);

    public async ValueTask DisposeAsync()
    {
        await PgCtlAsync(["stop", "-m", "fast", "-w", "-t", "600"], default);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(CancellationToken ct)
    {
        await _host.MakeFolderAsync(_folder, UnixFiles.OwnerFolder, ct);
        await WriteAsync(Path.Combine(_folder, "pg_hba.conf"), "local all all trust\n", ct);
        // Debian keeps these beside the data, so a backup does not have them.
        await WriteAsync(Path.Combine(_data, "postgresql.conf"),
            "# Made by a restore: the one in use is not in the data directory.\n", ct);
        var overrides = string.Join(' ', Overrides.Select(o => $"-c {o}"));
        var started = await PgCtlAsync(["start", "-w", "-t", "600", "-l", Log, "-o", overrides], ct);
        if (started.Code != 0) throw Failed();
        using var limit = new CancellationTokenSource(StartWithin);
        while (!await IsRecoveredAsync(ct))
        {
            if ((await PgCtlAsync(["status"], ct)).Code != 0) throw Failed();
            if (limit.IsCancellationRequested)
                throw new BackupFailedException($"Recovery did not end within {StartWithin}.");
            await Task.Delay(PauseBetweenChecks, ct);
        }
    }

    /// <summary>Win over every file: it must reach no network, no archive and no standby, and run no job.</summary>
    private string[] Overrides =>
    [
        // A restored configuration file may name the data in use.
        $"data_directory={_data}",
        "listen_addresses=", $"unix_socket_directories={_folder}", "port=5432",
        $"hba_file={_folder}/pg_hba.conf", "ident_file=/dev/null",
        "archive_mode=off", "synchronous_standby_names=", "shared_preload_libraries=", "external_pid_file=", "ssl=off",
        "logging_collector=off", "log_destination=stderr", "shared_buffers=128MB", "huge_pages=off",
        // With it, a smaller max_connections than the backup's would stop the recovery.
        "hot_standby=off",
    ];

    private string Log => Path.Combine(_folder, "log");

    private async Task<bool> IsRecoveredAsync(CancellationToken ct)
    {
        var result = await _host
            .RunAsync("psql", ["-XAtqw", "-h", _folder, "-p", "5432", "-U", _settings.PostgresRole, "-d", "postgres",
            "-c", "SELECT pg_is_in_recovery()"], TimeSpan.FromMinutes(1), ct);
        return result.Code == 0 && result.Output.Trim() == "f";
    }

    private Task<ProgramResult> PgCtlAsync(string[] arguments, CancellationToken ct) =>
        _host.RunAsync(PostgresPrograms.Path("pg_ctl", _major), ["-s", "-D", _data, .. arguments],
            TimeSpan.FromMinutes(15), ct);

    private async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        if (File.Exists(path)) return;
        await File.WriteAllTextAsync(path, text, ct);
        await _host.HandOverAsync(path, ct);
    }

    private BackupFailedException Failed()
    {
        // PostgreSQL also logs our own question whether it is ready.
        string[] asked = ["not accepting connections", "starting up"];
        var log = File.Exists(Log) ? File.ReadLines(Log) : [];
        var said = log.Where(l => l.Contains("FATAL:", StringComparison.Ordinal))
            .Where(l => !asked.Any(a => l.Contains(a, StringComparison.Ordinal))).Take(3);
        return new($"The restored PostgreSQL did not start: {string.Join(' ', said)}");
    }
}
