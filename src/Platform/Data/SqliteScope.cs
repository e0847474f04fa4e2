// Reviewed raw SQL: gives SQLite functions that say for whom a statement runs and how texts are searched; no table is
// touched.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Restpy.Kernel;
using Restpy.Platform.Wall;
using SQLitePCL;

namespace Restpy.Platform.Data;

/// <summary>
/// <c>current_restaurant()</c> and <c>current_door()</c> on a connection, and the search rule. The triggers of the wall
/// ask them for each row that
/// is written; a connection without them cannot write such a row at all.
/// </summary>
internal static class SqliteScope
{
    // Triggers may call it although nothing else of ours may be called from the schema (PRAGMA trusted_schema = OFF):
    // it only answers. Microsoft.Data.Sqlite has no word for it.
    private const int Innocuous = 0x000200000;

    /// <param name="connection">Open; before any statement is prepared on it, for those would have to be prepared
    /// anew.</param>
    /// <param name="whose">Asked for each row written.</param>
    public static void Register(DbConnection connection, Func<DbTenant> whose)
    {
        Register(connection, "current_restaurant", context => Answer(context, whose().Restaurant));
        Register(connection, "current_door", context => raw.sqlite3_result_text(context, whose().TenantBypass));
        raw.sqlite3_create_function(
            ((SqliteConnection)connection).Handle!, "search_fold", 1, raw.SQLITE_DETERMINISTIC, null, Fold);
    }

    /// <summary>
    /// The provider keeps what is closed for the next who opens: nothing of this work may answer there.
    /// </summary>
    public static void Forget(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is not null) Register(connection, () => DbTenant.Nobody);
    }

    /// <summary>The search rule, as PostgreSQL has it from a script.</summary>
    private static void Fold(sqlite3_context context, object? data, sqlite3_value[] values)
    {
        if (raw.sqlite3_value_type(values[0]) == raw.SQLITE_NULL) raw.sqlite3_result_null(context);
        else raw.sqlite3_result_text(context, SearchText.Fold(raw.sqlite3_value_text(values[0]).utf8_to_string()));
    }

    private static void Register(DbConnection connection, string name, Action<sqlite3_context> answer) =>
        raw.sqlite3_create_function(
            ((SqliteConnection)connection).Handle!, name, 0, Innocuous, null, (context, _, _) => answer(context));

    /// <summary>As ids are stored: upper-case text. Of nobody: "", which no row has, and which is not null.</summary>
    private static void Answer(sqlite3_context context, Guid? restaurant)
    {
        if (restaurant is not { } id)
        {
            raw.sqlite3_result_text(context, "");
            return;
        }
        Span<char> letters = stackalloc char[36];
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(letters, out _);
        for (var i = 0; i < letters.Length; i++)
            text[i] = (byte)(letters[i] is >= 'a' and <= 'f' ? letters[i] - 32 : letters[i]);
        raw.sqlite3_result_text(context, text);
    }
}
