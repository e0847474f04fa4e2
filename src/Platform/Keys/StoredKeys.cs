// Reviewed raw SQL: asks before the start for tables and sealed keys; reads one table that is no restaurant's.
#pragma warning disable RS0030
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>The sealed keys a database holds, read before anything is written to it.</summary>
/// <param name="HoldsData">SQLite: it has tables. PostgreSQL: it has sealed keys, for its tables are made before the
/// first start.</param>
/// <param name="Rows">Name and sealed text.</param>
internal sealed record StoredKeys(bool HoldsData, IReadOnlyList<(string Name, string SealedXml)> Rows)
{
    private const string Sealed = "SELECT name, sealed_xml FROM platform_key";

    /// <param name="database">Where to look.</param>
    /// <param name="isNeeded">Whether to look at all.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="DatabaseRefusedException">The PostgreSQL database cannot be asked.</exception>
    public static async Task<StoredKeys> ReadAsync(DatabaseOptions database, bool isNeeded, CancellationToken ct)
    {
        if (!isNeeded) return new(false, []);
        return database.IsSqlite ? await OfFileAsync(database, ct) : await OfServerAsync(database, ct);
    }

    /// <summary>Also where there are none.</summary>
    public bool AreOpenedBy(MasterKey master)
    {
        try
        {
            foreach (var (name, sealedXml) in Rows) master.Open(sealedXml, name);
            return true;
        }
        catch (Exception refused) when (refused is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static async Task<StoredKeys> OfFileAsync(DatabaseOptions database, CancellationToken ct)
    {
        var file = new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        if (!File.Exists(file.DataSource) || new FileInfo(file.DataSource).Length == 0) return new(false, []);
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync(ct);
        var tables = await ReadAsync(connection, "SELECT name, type FROM sqlite_master WHERE type = 'table'", ct);
        var hasKeys = tables.Any(t => t.Name == "platform_key");
        return new(tables.Count > 0, hasKeys ? await ReadAsync(connection, Sealed, ct) : []);
    }

    private static async Task<StoredKeys> OfServerAsync(DatabaseOptions database, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(ct);
            var rows = await ReadAsync(connection, Sealed, ct);
            return new(rows.Count > 0, rows);
        }
        catch (PostgresException refused)
            when (refused.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            // Not prepared for Restpy yet; the start says so, with the commands.
            return new(false, []);
        }
        catch (NpgsqlException unreachable)
        {
            throw new DatabaseRefusedException(
                $"There is no master key, and the database cannot be asked whether it needs one: {unreachable.Message}");
        }
    }

    private static async Task<List<(string Name, string Text)>> ReadAsync(
        DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<(string, string)>();
        while (await row.ReadAsync(ct)) rows.Add((row.GetString(0), row.GetString(1)));
        return rows;
    }
}
