// Reviewed raw SQL: asks SQLite whether a restored file is sound; no table is touched.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Restpy.Platform.Data;

namespace Restpy.Platform.Snapshots;

/// <summary>A SQLite file that is not in use: restored, to be looked at.</summary>
public static class DatabaseCopy
{
    /// <summary>The file of a database.</summary>
    public static string PathOf(DatabaseOptions database) =>
        new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    /// <summary>Nothing of the connection is kept when it is closed.</summary>
    public static async Task<DbConnection> OpenAsync(string path, CancellationToken ct)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="SnapshotFailedException">Its pages do not fit together.</exception>
    public static async Task NeedSoundAsync(string path, CancellationToken ct)
    {
        await using var connection = await OpenAsync(path, ct);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (await check.ExecuteScalarAsync(ct) is not "ok")
            throw new SnapshotFailedException("The restored database is not sound.");
    }
}
