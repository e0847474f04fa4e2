#pragma warning disable RS0030 // Listens to the connection a test works on.
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using SQLitePCL;

namespace Restpy.IntegrationTests.Core;

/// <summary>Counts what a piece of work asks its database, whichever way it asks.</summary>
internal static class CommandCount
{
    /// <param name="db">In a transaction, so that the work asks on its connection.</param>
    public static Task<int> OfAsync(RestpyDb db, Func<Task> work) =>
        db.Database.GetDbConnection() is SqliteConnection sqlite ? OfSqliteAsync(sqlite, work) : OfPostgresAsync(work);

    private static async Task<int> OfSqliteAsync(SqliteConnection connection, Func<Task> work)
    {
        var count = 0;
        // What a trigger runs is told of as a comment.
        raw.sqlite3_trace(connection.Handle!,
            (_, statement) => count += statement.StartsWith("--", StringComparison.Ordinal) ? 0 : 1, null);
        try
        {
            await work();
            return count;
        }
        finally
        {
            raw.sqlite3_trace(connection.Handle!, (strdelegate_trace?)null, null);
        }
    }

    private static async Task<int> OfPostgresAsync(Func<Task> work)
    {
        var count = 0;
        using var mine = new Activity("counted").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => { if (activity.TraceId == mine.TraceId) Interlocked.Increment(ref count); },
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return count;
    }
}
