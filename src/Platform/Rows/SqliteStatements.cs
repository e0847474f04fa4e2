// Reviewed raw SQL: runs statements other reviewed files hand it, with every value bound.
#pragma warning disable RS0030
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Restpy.Platform.Rows;

/// <summary>
/// Statements SQLite has parsed once per connection and keeps. The provider parses each command anew, which cost an
/// order more than its rows did. The SQL comes from the model and from constants; values are always bound.
/// </summary>
internal static class SqliteStatements
{
    private static readonly ConditionalWeakTable<sqlite3, Dictionary<string, sqlite3_stmt>> Kept = [];

    /// <summary>
    /// The statement of this text, ready to be bound. Used by one writer at a time, as its connection is.
    /// </summary>
    /// <exception cref="SqliteException">SQLite cannot read it.</exception>
    public static sqlite3_stmt Of(SqliteConnection connection, string sql)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        var statements = Kept.GetOrCreateValue(handle);
        if (statements.TryGetValue(sql, out var kept)) return kept;
        Check(handle, raw.sqlite3_prepare_v2(handle, sql, out var statement));
        return statements[sql] = statement;
    }

    /// <summary>Runs a bound statement to its end and makes it ready for the next.</summary>
    /// <returns>The first column of its first row as an integer, or null when it has no row.</returns>
    /// <exception cref="SqliteException">SQLite refused: a constraint, a trigger, a full disk.</exception>
    public static long? Run(SqliteConnection connection, sqlite3_stmt statement)
    {
        try
        {
            long? first = null;
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                first ??= raw.sqlite3_column_int64(statement, 0);
            if (code != raw.SQLITE_DONE) Check(connection.Handle!, code);
            return first;
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
        }
    }

    /// <summary>
    /// Binds a value in the form the provider stores and reads it: ids as upper-case text, days as yyyy-MM-dd, decimals
    /// as text.
    /// </summary>
    /// <param name="statement">Ready, not yet run.</param>
    /// <param name="index">From 1.</param>
    /// <param name="value">What the column's converter gives.</param>
    /// <exception cref="NotSupportedException">No column of the model holds such a value; a test asks for every
    /// column.</exception>
    public static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        var code = value switch
        {
            null or DBNull => raw.sqlite3_bind_null(statement, index),
            string text => BindText(statement, index, text),
            Guid id => BindId(statement, index, id),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int64(statement, index, number),
            bool yes => raw.sqlite3_bind_int64(statement, index, yes ? 1 : 0),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            DateOnly day => BindText(statement, index, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            decimal amount => BindText(
                statement, index, amount.ToString("0.0###########################", CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"No column holds a {value.GetType().Name}."),
        };
        if (code != raw.SQLITE_OK) throw new SqliteException($"Value {index} could not be bound.", code);
    }

    private static int BindId(sqlite3_stmt statement, int index, Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        foreach (ref var letter in text)
            if (letter is >= (byte)'a' and <= (byte)'f') letter -= 32;
        return raw.sqlite3_bind_text(statement, index, text);
    }

    private static int BindText(sqlite3_stmt statement, int index, string text)
    {
        if (text.Length > 256) return raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text));
        Span<byte> bytes = stackalloc byte[768];
        return raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private static void Check(sqlite3 handle, int code)
    {
        if (code == raw.SQLITE_OK) return;
        var extended = raw.sqlite3_extended_errcode(handle);
        throw new SqliteException(
            $"SQLite Error {code}: '{raw.sqlite3_errmsg(handle).utf8_to_string()}'.", code, extended);
    }
}
