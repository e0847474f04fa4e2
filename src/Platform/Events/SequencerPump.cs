using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Platform.Events;

/// <summary>Runs the pump on PostgreSQL; on SQLite there is nothing to do.</summary>
internal sealed class SequencerPump(DatabaseOptions database, Sequencer sequencer, ILogger<SequencerPump> log)
    : BackgroundService
{
    // No screen notices it, and in a full restaurant several orders share a round.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsSqlite) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database.ConnectionString);
                await connection.OpenAsync(stoppingToken);
                await Sequencer.BeginAsync(connection, stoppingToken);
                while (!stoppingToken.IsCancellationRequested)
                {
                    if (await sequencer.PumpAsync(connection, stoppingToken) == Sequencer.AtOnce) continue;
                    await Task.Delay(Rest, stoppingToken);
                    await sequencer.WaitAsync(stoppingToken);
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogWarning(problem, "The outbox pump lost its connection and tries again.");
                await Task.Delay(500, stoppingToken);
            }
        }
    }
}
