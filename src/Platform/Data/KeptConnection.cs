// EF has no public seam for how its SQLite connection closes; the class below its interface is the narrowest there is.
#pragma warning disable EF1001
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Restpy.Platform.Data;

/// <summary>
/// A SQLite connection that stays open as long as the context it belongs to, which is pooled. Closed and opened for each
/// query, it is told EF's functions anew each time, and with that loses every statement prepared on it: a third of an order.
/// </summary>
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder sql, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, sql, log)
{
    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;
}
