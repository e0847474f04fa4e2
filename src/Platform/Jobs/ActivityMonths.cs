// Reviewed raw SQL: calls the one function that makes the months of the activity log; reads and writes no row.
#pragma warning disable RS0030
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Platform.Jobs;

/// <summary>
/// Makes the coming months of the activity log once a day, three ahead, so that a node that runs for a year needs no
/// ./restpy migrate for it. Each node asks; the function lets one through at a time and makes only what is missing.
/// </summary>
internal sealed class ActivityMonths(DatabaseOptions database, ILogger<ActivityMonths> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsSqlite) return;
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                var made = await MakeAsync(database, stoppingToken);
                if (made > 0) log.LogInformation("Months made for the activity log: {Months}.", made);
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException)
            {
                // Three months ahead there is time, and entries without a month are kept in the rest.
                log.LogWarning(problem, "The next months of the activity log could not be made; tomorrow again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many there were not yet.</returns>
    internal static async Task<int> MakeAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT upkeep.make_activity_months()", connection);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
