// Reviewed raw SQL: connection settings, no table is touched.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>How every SQLite connection is set when it opens, which is once (<see cref="ReusedConnection"/>).</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // synchronous FULL: a commit that was answered is on the disk, whatever is pulled out of the wall afterwards.
    // wal_autocheckpoint: only should the job that folds the log into the file fall behind by 64 MB.
    // temp_store: what a statement needs to undo itself stays in memory instead of a file made and deleted each time.
    private const string Settings =
        "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 16000; PRAGMA "
            + "temp_store = MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Set(connection, eventData.Context);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection, eventData.Context);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection, DbContext? context)
    {
        Set(connection);
        if (context is RestpyDb db) SqliteScope.Register(connection, () => db.Told);
    }

    public static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }
}
