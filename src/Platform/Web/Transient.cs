using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Restpy.Platform.Web;

/// <summary>
/// What passes by itself: the database is restarting, changing places, full up, or two transactions were in each
/// other's way.
/// Whoever asked may ask the same again; tablets do.
/// </summary>
internal static class Transient
{
    private const int Busy = 5, Full = 13;

    public static bool Is(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } or SqliteException { SqliteErrorCode: Busy or Full })
                return true;
            // Not a word of the server's: it was not reached, or of several none was the primary at that moment.
            if (cause is NpgsqlException and not PostgresException) return true;
        }
        return false;
    }
}
