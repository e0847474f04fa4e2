// Reviewed raw SQL: runs the schema scripts of db/, before anything else.
#pragma warning disable RS0030
using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Restpy.Platform.Data;

/// <summary>Applies db/sqlite or db/postgres in order, each script once, each in its own transaction.</summary>
public static class Migrations
{
    public static async Task<int> ApplyAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(ct);
        if (database.IsSqlite) await RunAsync(connection, "PRAGMA journal_mode = WAL;", ct);
        // Two nodes starting at once: the second waits, then finds nothing left to do.
        else await RunAsync(connection, "SELECT pg_advisory_lock(7201001)", ct);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS schema_migration (name text NOT NULL PRIMARY KEY)", ct);
        var applied = 0;
        foreach (var (name, sql) in Scripts(database.IsSqlite))
        {
            if (await ExistsAsync(connection, name, ct)) continue;
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await RunAsync(connection, sql, ct, transaction);
            await RunAsync(connection, $"INSERT INTO schema_migration (name) VALUES ('{name}')", ct, transaction);
            await transaction.CommitAsync(ct);
            applied++;
        }
        if (!database.IsSqlite) await RunAsync(connection, "SELECT pg_advisory_unlock(7201001)", ct);
        return applied;
    }

    /// <summary>Name and text of every script of one database, in order of their numbers.</summary>
    public static IEnumerable<(string Name, string Sql)> Scripts(bool sqlite)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"db/{(sqlite ? "sqlite" : "postgres")}/";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (Path.GetFileNameWithoutExtension(resource[prefix.Length..]), reader.ReadToEnd());
        }
    }

    private static DbConnection Open(DatabaseOptions database) =>
        database.IsSqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);

    private static async Task<bool> ExistsAsync(DbConnection connection, string name, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 FROM schema_migration WHERE name = '{name}'";
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken ct, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(ct);
    }
}
