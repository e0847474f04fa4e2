// Reviewed raw SQL: none is written here; the connection is asked whether a transaction is still open on it.
#pragma warning disable RS0030
// EF has no public seam for how its SQLite connection closes; the class below its interface is the narrowest there is.
#pragma warning disable EF1001
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// A SQLite connection that stays open as long as the context it belongs to, which is pooled. Closed and opened for
/// each query, it is told EF's functions anew each time, and with that loses every statement prepared on it: a third of
/// an order.
/// </summary>
internal sealed class ReusedConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder sql,
    IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, sql, log)
{
    private DbConnection? _borrowed;

    // EF asks this property each time; nothing else knows which of the two it works on.
    [AllowNull]
    public override DbConnection DbConnection
    {
        get => _borrowed ?? base.DbConnection;
        set => base.DbConnection = value;
    }

    /// <summary>From now on the context works on the writers' connection; with null on its own again.</summary>
    public void WorkOn(DbConnection? shared) => _borrowed = shared;

    /// <summary>A connection set and open like the context's own, for whoever keeps it.</summary>
    /// <param name="whose">For whom it writes, asked for each row.</param>
    public DbConnection OpenOne(Func<DbTenant> whose)
    {
        var connection = CreateDbConnection();
        connection.Open();
        SqliteSettings.Set(connection);
        SqliteScope.Register(connection, whose);
        return connection;
    }

    public static bool IsClean(DbConnection connection) =>
        ((SqliteConnection)connection).Handle is { } handle && SQLitePCL.raw.sqlite3_get_autocommit(handle) != 0;

    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;

    protected override void DisposeDbConnection()
    {
        SqliteScope.Forget(base.DbConnection);
        base.DisposeDbConnection();
    }

    protected override ValueTask DisposeDbConnectionAsync()
    {
        SqliteScope.Forget(base.DbConnection);
        return base.DisposeDbConnectionAsync();
    }
}
