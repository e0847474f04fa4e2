using System.Diagnostics;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Xunit;

namespace Restpy.TestSupport;

/// <summary>A PostgreSQL of one test's own, durable as in production, to be killed and started again.</summary>
public sealed class OwnPostgres : IDisposable
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(d => Path.Combine(d, "bin"))
        .LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    // Not in the folder of the run, which is its owner's alone.
    private readonly string _folder =
        Directory.CreateDirectory($"{TestDatabases.Shared}/restpy-pg.{Guid.NewGuid():N}").FullName;
    private readonly int _port = FreePort.Find();

    /// <summary>A standby of another: a copy of it that follows it.</summary>
    private OwnPostgres(OwnPostgres primary)
    {
        if (Environment.UserName == "root") Run("chown", "postgres", _folder);
        RunAs("pg_basebackup", "-h", "127.0.0.1", "-p", $"{primary._port}", "-U", "restpy", "-D", Data, "-R", "-X",
            "stream", "-c", "fast");
        Start();
    }

    private OwnPostgres(string data)
    {
        if (Environment.UserName == "root") Run("chown", "postgres", _folder);
        Directory.Move(data, Data);
        Start();
    }

    public OwnPostgres()
    {
        // PostgreSQL does not run as root.
        if (Environment.UserName == "root") Run("chown", "postgres", _folder);
        RunAs("initdb", "-D", Data, "-U", "restpy", "--auth=trust", "-E", "UTF8", "--locale=C");
        Start();
        RunAs("psql", "-q", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "restpy", "-d", "postgres", "-c",
            "CREATE DATABASE restpy");
        // Not as the user PostgreSQL runs as, who may not read our folders.
        Run(Path.Combine(Programs!, "psql"), "-q", "-o", "/dev/null", "-h", "127.0.0.1", "-p", $"{_port}", "-U",
            "restpy", "-d", "restpy", "-f", Path.Combine(Root, "db", "roles.sql"));
        Migrations.ApplyAsync(
            DatabaseOptions.From("",
                $"Host=127.0.0.1;Port={_port};Username={PostgresRoles.Owner};Database=restpy;Pooling=false"), default)
                .GetAwaiter().GetResult();
    }

    /// <summary>Skips the test where PostgreSQL's programs are not installed, but not in CI.</summary>
    public static void Need() =>
        Assert.SkipUnless(Programs is not null || TestDatabases.IsCi, TestDatabases.NoPostgres);

    /// <summary>A server on data that were restored into a folder, which is moved.</summary>
    public static OwnPostgres On(string data) => new(data);

    /// <summary>
    /// Another server that follows this one; from now on nothing is acknowledged that it does not have as well.
    /// </summary>
    public async Task<OwnPostgres> FollowAsync()
    {
        var standby = new OwnPostgres(this);
        await RunAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await RunAsync("SELECT pg_reload_conf()");
        return standby;
    }

    /// <summary>The standby is the primary from here on.</summary>
    public void Promote() => RunAs("pg_ctl", "-D", Data, "-s", "-w", "promote");

    public string At => $"127.0.0.1:{_port}";

    public int Port => _port;

    /// <summary>The folder of its socket.</summary>
    public string Socket => _folder;

    /// <summary>The application's.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={_port};Username={PostgresRoles.Application};Database=restpy;Timeout=5";

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Restpy.slnx"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    public string Data => Path.Combine(_folder, "data");

    public void Start() =>
        RunAs("pg_ctl", "-D", Data, "-s", "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200",
            "start");

    /// <summary>For settings that only a start reads.</summary>
    public void Restart()
    {
        RunAs("pg_ctl", "-D", Data, "-s", "-w", "-m", "fast", "stop");
        Start();
    }

    /// <summary>As when the power fails: no connection is told, nothing is written down that was not.</summary>
    public void Kill()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(),
            System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(postmaster);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Counts what is really there, past the wall.</summary>
    public async Task<long> CountAsync(string sql) => (long)(await RunAsync(sql))!;

    /// <summary>As the server's administrator.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var connection =
            new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=restpy;Database=restpy;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose()
    {
        try
        {
            RunAs("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        }
        catch (InvalidOperationException)
        {
            // The test left it dead.
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static void RunAs(string program, params string[] arguments)
    {
        var path = Path.Combine(
            Programs ?? throw new InvalidOperationException("PostgreSQL is not installed."), program);
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Not of what pg_ctl starts: the server would keep the pipe open.
        var talks = arguments.Any(a => a.EndsWith("initdb", StringComparison.Ordinal))
            || program.EndsWith("initdb", StringComparison.Ordinal);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/", RedirectStandardOutput = talks,
        })!;
        if (talks) process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
