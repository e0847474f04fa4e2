// Reviewed raw SQL: asks every walled table for a row without naming a restaurant, and tries one foreign row, never
// committed.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Wall;

/// <summary>Whether the database's own wall stands, asked of the running installation.</summary>
public static class TenantWallCheck
{
    /// <returns>A sentence for each gap; none when it stands.</returns>
    public static async Task<IReadOnlyList<string>> GapsAsync(
        DatabaseOptions database, RestpyDb db, TenantBypassList bypasses, CancellationToken ct)
    {
        await using DbConnection connection = database.IsSqlite ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        if (database.IsSqlite) return await SqliteWall.GapsAsync(connection, db.Model, bypasses, ct);
        var gaps = new List<string>(await PostgresRole.WeaknessesAsync(connection, ct));
        gaps.AddRange(await PostgresWall.GapsAsync(connection, bypasses, ct));
        foreach (var table in SqliteWall.Tables(db.Model))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT EXISTS (SELECT FROM {table})";
            if (await command.ExecuteScalarAsync(ct) is true)
                gaps.Add($"{table} shows rows to work that names no restaurant.");
        }
        return gaps;
    }

    /// <summary>
    /// Past the write guard of this program: a row of another restaurant, written straight to the database.
    /// </summary>
    public static async Task<bool> RefusesForeignRowAsync(RestpyDb db, Guid theirs, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        try
        {
            await work.RunAsync(
                "INSERT INTO platform_command (restaurant_id, id, request_hash, answer, at) VALUES (@r, @i, '', "
                    + "'null', 0)", ct, ("@r", theirs), ("@i", Id.New()));
            return false;
        }
        catch (DbException refusal)
        when (refusal.SqlState == "42501" || refusal.Message.Contains("another restaurant's", StringComparison.Ordinal))
        {
            // By the wall, that is: a row refused for anything else would say nothing of it.
            return true;
        }
    }
}
