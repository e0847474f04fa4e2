// Reviewed raw SQL: runs the schema scripts of db/, before anything else.
#pragma warning disable RS0030
using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>Applies db/sqlite or db/postgres in order, each script once, each in its own transaction.</summary>
public static class Migrations
{
    // A script may change rows of all restaurants, if it says so.
    private static readonly DbTenant AsScript = new(null, TenantBypasses.Migration);

    public static Task<int> ApplyAsync(DatabaseOptions database, CancellationToken ct) =>
        ApplyAsync(database, Scripts(database.IsSqlite), ct);

    internal static async Task<int> ApplyAsync(
        DatabaseOptions database, IEnumerable<(string Name, string Sql)> scripts, CancellationToken ct)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(ct);
        if (database.IsSqlite)
        {
            await RunAsync(connection, "PRAGMA journal_mode = WAL;", ct);
            SqliteScope.Register(connection, () => AsScript);
            // PostgreSQL has one; a script that corrects the log says the hash of what was there.
            ((SqliteConnection)connection)
                .CreateFunction<string, string>("sha256",
                    text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                    isDeterministic: true);
        }
        // Two nodes starting at once: the second waits, then finds nothing left to do.
        else await RunAsync(connection, "SELECT pg_advisory_lock(7201001)", ct);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS schema_migration (name text NOT NULL PRIMARY KEY)", ct);
        if (!database.IsSqlite) await NeedRolesAsync(database, connection, ct);
        var applied = 0;
        // All or none: should one fail, the version before still finds its own tables.
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            // On PostgreSQL this opens to the owner of the tables alone.
            if (!database.IsSqlite)
                await RunAsync(connection, $"SELECT set_config('app.door', '{TenantBypasses.Migration}', true)", ct,
                    transaction);
            foreach (var (name, sql) in scripts)
            {
                if (await ExistsAsync(connection, name, transaction, ct)) continue;
                await RunAsync(connection, sql, ct, transaction);
                await RunAsync(connection, $"INSERT INTO schema_migration (name) VALUES ('{name}')", ct, transaction);
                applied++;
            }
            await transaction.CommitAsync(ct);
        }
        if (!database.IsSqlite)
        {
            await RunAsync(connection, "SELECT upkeep.make_activity_months()", ct);
            await RunAsync(connection, "SELECT pg_advisory_unlock(7201001)", ct);
        }
        return applied;
    }

    /// <summary>The scripts PostgreSQL has not had yet; on SQLite a start applies them by itself.</summary>
    internal static async Task<IReadOnlyList<string>> MissingAsync(DbConnection connection, CancellationToken ct)
    {
        var names = Scripts(sqlite: false).Select(s => s.Name).ToList();
        await using var command = connection.CreateCommand();
        // Before the script that builds the wall, the application may not even read which scripts there were.
        command.CommandText =
            "SELECT coalesce(has_table_privilege(to_regclass('public.schema_migration'), 'SELECT'), false)";
        if (await command.ExecuteScalarAsync(ct) is not true) return names;
        command.CommandText = "SELECT name FROM schema_migration";
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) names.Remove(row.GetString(0));
        return names;
    }

    /// <summary>
    /// Whether scripts of this version have not been applied yet, asked on somebody's open connection to PostgreSQL.
    /// </summary>
    public static async Task<bool> ArePendingAsync(DbConnection connection, CancellationToken ct) =>
        (await MissingAsync(connection, ct)).Count > 0;

    private static async Task NeedRolesAsync(DatabaseOptions database, DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT count(*) FROM pg_roles WHERE rolname IN ('{string.Join("', '", PostgresRoles.All)}')";
        if (await command.ExecuteScalarAsync(ct) is long there && there == PostgresRoles.All.Count) return;
        throw new DatabaseRefusedException(
            PostgresStart.Refusal(database, ["The server does not have the roles the tables are granted to."]));
    }

    /// <summary>Whether a PostgreSQL database holds the tables of an earlier version.</summary>
    public static async Task<bool> IsOlderServerAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(ct);
        var missing = (await MissingAsync(connection, ct)).Count;
        return missing > 0 && missing < Scripts(sqlite: false).Count();
    }

    /// <summary>Whether a SQLite file holds the tables of an earlier version.</summary>
    public static async Task<bool> IsOlderFileAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'";
        if (await command.ExecuteScalarAsync(ct) is 0L) return false;
        command.CommandText = "SELECT count(*) FROM schema_migration";
        var had = (long)(await command.ExecuteScalarAsync(ct))!;
        return had > 0 && had < Scripts(sqlite: true).Count();
    }

    /// <summary>Name and text of every script of one database, in order of their numbers.</summary>
    public static IEnumerable<(string Name, string Sql)> Scripts(bool sqlite)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"db/{(sqlite ? "sqlite" : "postgres")}/";
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (Path.GetFileNameWithoutExtension(resource[prefix.Length..]), reader.ReadToEnd());
        }
    }

    // Not kept for the next who opens: what this connection may write, no other may.
    private static DbConnection Open(DatabaseOptions database) =>
        database.IsSqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString)
            {
                Pooling = false
            }.ToString())
                : new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());

    private static async Task<bool> ExistsAsync(
        DbConnection connection, string name, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT 1 FROM schema_migration WHERE name = '{name}'";
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task RunAsync(
        DbConnection connection, string sql, CancellationToken ct, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(ct);
    }
}
