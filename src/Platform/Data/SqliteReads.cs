// Reviewed raw SQL: carries out questions EF has written, with the same text and the same values.
#pragma warning disable RS0030
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Restpy.Platform.Data;

/// <summary>
/// Keeps the questions of a connection as SQLite has parsed and planned them. EF makes a command anew for each
/// question, and with it SQLite reads the text again, which costs more than finding the row (ADR 0021). PostgreSQL's
/// driver does this itself.
/// </summary>
internal sealed class SqliteReads : DbCommandInterceptor
{
    /// <summary>Of the busiest pages together; each holds some kilobytes, on every connection.</summary>
    private const int Most = 40;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, Kept>> All = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken =
        default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReaderExecuting(command, eventData, result));
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (result.HasResult || command is not SqliteCommand { Connection: { } connection } asked) return result;
        var kept = All.GetOrCreateValue(connection);
        if (!kept.TryGetValue(asked.CommandText, out var same))
        {
            if (kept.Count == Most) Forget(kept);
            kept[asked.CommandText] = same = new Kept { Connection = connection, CommandText = asked.CommandText };
        }
        // The answer of the one before is still being read: this one goes by itself.
        return same.IsBusy ? result : InterceptionResult<DbDataReader>.SuppressWithResult(same.Ask(asked));
    }

    /// <summary>The one nobody has asked for longest.</summary>
    private static void Forget(Dictionary<string, Kept> kept)
    {
        var (text, oldest) = kept.MinBy(k => k.Value.LastAsked);
        kept.Remove(text);
        // Its answer may still be read: then it goes with its reader.
        if (!oldest.IsBusy) oldest.Dispose();
    }

    private sealed class Kept : SqliteCommand
    {
        private static long _asked;

        public bool IsBusy => DataReader is not null;

        public long LastAsked { get; private set; }

        public SqliteDataReader Ask(SqliteCommand asked)
        {
            LastAsked = Interlocked.Increment(ref _asked);
            (Transaction, CommandTimeout) = (asked.Transaction, asked.CommandTimeout);
            Parameters.Clear();
            foreach (SqliteParameter parameter in asked.Parameters) Parameters.Add(parameter);
            return ExecuteReader(CommandBehavior.Default);
        }
    }
}
