// Reviewed raw SQL: listens for what other nodes tell, and asks for a sign of life; no table is touched.
#pragma warning disable RS0030
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Platform.Events;

/// <summary>
/// Hears on a connection of its own that another node has given places in the stream, so that this node's screens need
/// not wait until its pump looks by itself. Nothing rests on it but the time: the pump looks anyway, oftener while this
/// is deaf.
/// </summary>
internal sealed class StreamListener(DatabaseOptions database, Sequencer sequencer, ILogger<StreamListener> log)
    : BackgroundService
{
    // A cable that was pulled says nothing. Asked this often, a dead connection is noticed in time.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);
    private const int PatienceSeconds = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsSqlite) return;
        var isLost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Alone(database.Direct));
                await connection.OpenAsync(stoppingToken);
                connection.Notification += (_, told) => sequencer.Heard(told.PID, told.Payload);
                await RunAsync(connection, $"LISTEN {Sequencer.Channel}", stoppingToken);
                if (isLost) log.LogInformation("This node hears of the other nodes' events again.");
                isLost = false;
                sequencer.BeginHearing();
                while (true)
                    if (!await connection.WaitAsync(SignOfLife, stoppingToken))
                        await RunAsync(connection, "SELECT 1", stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                sequencer.EndHearing();
                if (!isLost)
                    log.LogWarning(problem,
                        "This node does not hear of the other nodes' events; until it does, it looks for them four "
                            + "times a second.");
                isLost = true;
                await Task.Delay(500, stoppingToken);
            }
        }
    }

    /// <summary>Not one of the pool: a connection that listens goes to nobody else.</summary>
    private static string Alone(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "restpy listen", Pooling = false, CommandTimeout = PatienceSeconds,
        }.ToString();

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
