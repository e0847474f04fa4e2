using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;
using Restpy.Host;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Restpy.TestSupport;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs the theory on SQLite and on PostgreSQL. Without PostgreSQL it is skipped there, except in CI, where that is a
/// failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var postgres = new TheoryDataRow<DatabaseKind>(DatabaseKind.Postgres);
        if (!TestDatabases.PostgresIsAsked) postgres.Skip = TestDatabases.NoPostgres;
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [new TheoryDataRow<DatabaseKind>(DatabaseKind.Sqlite), postgres]);
    }
}

/// <summary>
/// Databases for tests, each its own. On PostgreSQL they are made as in front of guests: an administrator makes the
/// database, the owner the tables, and what is tested runs as the application, with the wall in force.
/// </summary>
public static class TestDatabases
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>The openings in the wall that the product declares.</summary>
    public static TenantBypassList Bypasses { get; } = new(ModuleList.All.SelectMany(m => m.Bypasses));

    /// <summary>The administrator's connection.</summary>
    public static string? Postgres { get; } =
        Environment.GetEnvironmentVariable("RESTPY_TEST_POSTGRES") is { Length: > 0 } set ? set : null;

    internal const string NoPostgres = "PostgreSQL is not available here.";

    /// <summary>In CI also where it is not there: then the tests fail.</summary>
    internal static bool PostgresIsAsked => Postgres is not null || IsCi;

    internal static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Skips the test where there is no PostgreSQL, but not in CI.</summary>
    public static void NeedPostgres() => Assert.SkipUnless(PostgresIsAsked, NoPostgres);

    /// <summary>
    /// Where PostgreSQL's own user may write too: beside the folder of a run, which is its owner's alone.
    /// </summary>
    public static string Shared { get; } =
        Environment.GetEnvironmentVariable("RESTPY_TEST_FOLDER") is { Length: > 0 } folder ? folder : "/tmp";

    public static string NewFolder() => Directory.CreateTempSubdirectory("restpy-test-").FullName;

    /// <returns>The application's connection string to a new PostgreSQL database with all tables, or null for
    /// SQLite.</returns>
    public static async Task<string?> NewAsync(DatabaseKind kind) =>
        kind == DatabaseKind.Sqlite ? null : As(PostgresRoles.Application, await CopyAsync(await Made.Value));

    /// <summary>A database without tables, and on PostgreSQL its owner's connection.</summary>
    public static async Task<DatabaseOptions> EmptyAsync(DatabaseKind kind) =>
        DatabaseOptions.From(
            NewFolder(), kind == DatabaseKind.Sqlite ? null : As(PostgresRoles.Owner, await CopyAsync("restpy_empty")));

    /// <summary>The same database for somebody else: a role, or with null the administrator.</summary>
    public static string As(string? role, string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Username = role ?? new NpgsqlConnectionStringBuilder(Postgres).Username;
        // Only the application keeps connections: the server has few, and a copy is made of a database nobody is in.
        connection.Pooling = role == PostgresRoles.Application;
        return connection.ToString();
    }

    /// <summary>
    /// An open connection no wall stops: for tests that take something away, or count what is really there.
    /// </summary>
    public static async Task<DbConnection> PastTheWallAsync(DatabaseOptions database)
    {
        DbConnection connection = database.IsSqlite ? new SqliteConnection(database.ConnectionString + ";Pooling=False")
            : new NpgsqlConnection(As(null, database.ConnectionString));
        await connection.OpenAsync();
        if (database.IsSqlite) SqliteScope.Register(connection, () => new(null, TenantBypasses.Migration));
        return connection;
    }

    public static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <returns>The application's connection string to a copy of a database nobody is in.</returns>
    internal static async Task<string> CopyOfAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await using (var admin = await OpenAsync(As(null, Postgres!)))
        await using (var alone =
            new NpgsqlCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'",
                admin)) await alone.ExecuteScalarAsync();
        return As(PostgresRoles.Application, await CopyAsync(name));
    }

    private static async Task<string> MakeAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(await CopyAsync("restpy_empty")).Database!;
        await Migrations.ApplyAsync(DatabaseOptions.From("", As(PostgresRoles.Owner, Named(name))), default);
        return name;
    }

    /// <param name="template">Made by build/postgres.sh, or of it by us.</param>
    private static async Task<string> CopyAsync(string template)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(
            As(null, Postgres ?? throw new InvalidOperationException("RESTPY_TEST_POSTGRES is not set.")));
        await connection.OpenAsync();
        // A copy is not always let in: what is granted on the database itself is not copied with it.
        await using var command =
            new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template} OWNER {PostgresRoles.Owner}", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText =
            $"REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT ON DATABASE {name} TO "
                + $"{string.Join(", ", PostgresRoles.All.Skip(1))}";
        await command.ExecuteNonQueryAsync();
        return Named(name);
    }

    // Dozens of databases are in use at a time: idle connections go back soon, or the server runs out of slots.
    private static string Named(string database) => new NpgsqlConnectionStringBuilder(Postgres)
    {
        Database = database, MaxPoolSize = 40, ConnectionIdleLifetime = 10, ConnectionPruningInterval = 5,
    }.ToString();
}
