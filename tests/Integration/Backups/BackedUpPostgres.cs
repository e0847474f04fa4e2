using System.Diagnostics;
using Npgsql;
using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>A PostgreSQL that init has set up, with one full backup, and rows before and after a moment.</summary>
public sealed class BackedUpPostgres : IAsyncLifetime
{
    /// <summary>A guest's name, in a table and in WAL.</summary>
    public const string GuestName = "Asha Ramanathan of table twelve";

    // Not in the folder of the run, which is its owner's alone.
    private readonly string _folder = $"{TestDatabases.Shared}/restpy-backup.{Guid.NewGuid():N}";

    private OwnPostgres? _postgres;

    public OwnPostgres Postgres => _postgres!;

    internal PgBackRestSettings Settings { get; private set; } = new();

    internal PgBackRestInitResult FirstInit { get; private set; } = null!;

    internal PgBackRestInitResult SecondInit { get; private set; } = null!;

    /// <summary>After the second row, before the third.</summary>
    public DateTimeOffset Between { get; private set; }

    public BackupSet Backup { get; private set; } = null!;

    internal PgBackRestBackups Backups => new(Settings, TimeProvider.System);

    /// <summary>Skips the test where pgBackRest or PostgreSQL is not installed, but not in CI.</summary>
    public static bool Need()
    {
        OwnPostgres.Need();
        Assert.SkipUnless(IsInstalled || IsCi, "pgBackRest is not installed here.");
        return true;
    }

    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static bool IsInstalled => File.Exists("/usr/bin/pgbackrest") && Directory.Exists("/usr/lib/postgresql");

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled && !IsCi) return;
        _postgres = new OwnPostgres();
        Folder("");
        Settings = new()
        {
            Stanza = "test", Repository = $"{_folder}/repository",
            PassphraseFile = $"{_folder}/passphrase", ConfigFile = $"{_folder}/pgbackrest.conf",
            SpoolPath = $"{_folder}/spool", LogPath = $"{_folder}/log", LockPath = $"{_folder}/lock",
            PostgresData = Postgres.Data, PostgresSocket = Postgres.Socket, PostgresPort = Postgres.Port,
            PostgresRole = "restpy",
        };
        FirstInit = await InitAsync();
        Postgres.Restart();
        SecondInit = await InitAsync();
        await Postgres.RunAsync($"CREATE TABLE guest_note (n bigint, name text); {Insert(1)}");
        Backup = await Backups.NowAsync(default);
        await UntilAsync(async () => await NowAsync() > Backup.From);
        await AddAsync(2);
        Between = await NowAsync();
        await AddAsync(3);
        await Postgres.RunAsync("SELECT pg_switch_wal()");
        await UntilAsync(async () => (await Backups.ListAsync(default))[^1].To > Between);
    }

    internal Task<PgBackRestInitResult> InitAsync(bool replace = false) =>
        new PgBackRestInit(Settings)
            .RunAsync(new(replace, Path.Combine(_folder, "timers"), "/opt/restpy/restpy"), default);

    /// <summary>A path nothing is at yet.</summary>
    public string NewPath() => $"{_folder}/{Guid.NewGuid():N}";

    /// <summary>A folder the owner of the data directory may write to.</summary>
    public string Folder(string name)
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        if (Environment.UserName == "root") Run("chown", "postgres:", path);
        return path;
    }

    /// <summary>The same backups in a copy of the repository, to be damaged.</summary>
    internal async Task<PgBackRestSettings> CopyAsync(string? passphrase = null, string? data = null)
    {
        var copy = Settings with { Repository = NewPath(), ConfigFile = NewPath() };
        Run("cp", "-a", Settings.Repository, copy.Repository);
        passphrase ??= Passphrase.Read(Settings.PassphraseFile);
        var text = PgBackRestConfigFile.Text(copy, data ?? Postgres.Data, passphrase);
        await PgBackRestConfigFile.WriteAsync(new(copy), copy.ConfigFile, text, replace: false, default);
        return copy;
    }

    /// <summary>The rows of the test in a restored database.</summary>
    internal Task<string> RowsAsync(string data) =>
        QueryAsync<string>(data, "SELECT string_agg(n::text, ' ' ORDER BY n) FROM guest_note");

    internal async Task<T> QueryAsync<T>(string data, string sql)
    {
        await using var cluster = await RestoredCluster.StartAsync(Settings, data, default);
        await using var connection = await TestDatabases.OpenAsync(cluster.ConnectionString("restpy", "restpy"));
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var limit = Stopwatch.StartNew(); !await isSo(); await Task.Delay(100))
            Assert.True(limit.Elapsed < TimeSpan.FromMinutes(1), "It did not come to be within a minute.");
    }

    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is null) return;
        _postgres.Dispose();
        // A push that was under way ends by itself, and may make a file meanwhile.
        await UntilAsync(() =>
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                return Task.FromResult(false);
            }
            return Task.FromResult(true);
        });
    }

    private Task<object?> AddAsync(int n) => Postgres.RunAsync(Insert(n));

    public static string Insert(int n) => $"INSERT INTO guest_note VALUES ({n}, '{GuestName} {n}')";

    private async Task<DateTimeOffset> NowAsync() =>
        new((DateTime)(await Postgres.RunAsync("SELECT clock_timestamp()"))!, TimeSpan.Zero);
}

/// <summary>One for all classes of tests: it takes longer to make than most of them run.</summary>
[CollectionDefinition(nameof(BackedUpPostgres))]
public sealed class BackedUpPostgresCollection : ICollectionFixture<BackedUpPostgres>;
