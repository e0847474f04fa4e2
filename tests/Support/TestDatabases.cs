using System.Reflection;
using Npgsql;
using Restpy.Platform.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Restpy.TestSupport;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>Runs the theory on SQLite and on PostgreSQL. Without PostgreSQL it is skipped there, except in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var postgres = new TheoryDataRow<DatabaseKind>(DatabaseKind.Postgres);
        if (TestDatabases.Postgres is null && Environment.GetEnvironmentVariable("CI") != "true") postgres.Skip = "PostgreSQL is not available here.";
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow<DatabaseKind>(DatabaseKind.Sqlite), postgres]);
    }
}

/// <summary>Empty databases for tests, each its own.</summary>
public static class TestDatabases
{
    public static string? Postgres { get; } = Environment.GetEnvironmentVariable("RESTPY_TEST_POSTGRES") is { Length: > 0 } set ? set : null;

    public static string NewFolder() => Directory.CreateTempSubdirectory("restpy-test-").FullName;

    /// <returns>A connection string to a new PostgreSQL database, or null for SQLite.</returns>
    public static async Task<string?> NewAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite) return null;
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(Postgres ?? throw new InvalidOperationException("RESTPY_TEST_POSTGRES is not set."));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 40 }.ToString();
    }

    public static async Task<DatabaseOptions> OptionsAsync(DatabaseKind kind) => DatabaseOptions.From(NewFolder(), await NewAsync(kind));
}
