// Reviewed raw SQL: folds SQLite's log into the file; no table is touched.
#pragma warning disable RS0030
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;

namespace Restpy.Platform.Jobs;

/// <summary>
/// Folds SQLite's log into its file beside the work, on a connection of its own. Left to SQLite it would be done by
/// whichever tap made the log too long, and that tap would wait for thousands of pages. A file has one node.
/// </summary>
internal sealed class Checkpoints(DatabaseOptions database, ILogger<Checkpoints> log) : BackgroundService
{
    private const long WorthIt = 4 * 1024 * 1024;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsSqlite) return;
        await using var connection = new SqliteConnection(database.ConnectionString);
        var journal = new FileInfo(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource + "-wal");
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            journal.Refresh();
            if (!journal.Exists || journal.Length < WorthIt) continue;
            try
            {
                Fold(connection);
            }
            catch (SqliteException problem)
            {
                log.LogWarning(problem,
                    "SQLite's log could not be folded into the file; SQLite does it itself when the log is long.");
            }
        }
    }

    /// <summary>
    /// PASSIVE waits for nobody and makes nobody wait; what a reader still needs stays for the next time.
    /// </summary>
    /// <returns>How many pages of the log are not in the file yet.</returns>
    internal static long Fold(SqliteConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open) connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var row = command.ExecuteReader();
        return row.Read() ? row.GetInt64(1) - row.GetInt64(2) : 0;
    }
}
