// Reviewed raw SQL: a lock without a table, and the counter of terms, which is the platform's own row.
#pragma warning disable RS0030
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Jobs;

/// <summary>
/// Which of several nodes does the jobs that are to be done once. On PostgreSQL whoever holds a lock of its session, on
/// a connection of its own; on SQLite the one process there is. The lock alone is not enough: a node whose connection
/// was cut believes for a moment that it leads. So each term has a number, and a job's transactions hold on to it (<see
/// cref="LeaderTerm.LockAsync"/>).
/// </summary>
public sealed class JobLeader(DatabaseOptions database, ILogger<JobLeader> log) : BackgroundService
{
    internal const string Series = "lead";
    internal const string Period = "term";
    internal const string Application = "restpy lead";

    /// <summary>7201001 is held by scripts while they are applied, 7201003 while months of the log are made.</summary>
    internal const int Lock = 7201002;

    private static readonly DbTenant AsPlatform = new(AuditEntry.OfThePlatform, "");
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // A node that hangs, or whose cable was pulled, is silent: its session ends by itself, and the lock with it.
    private const string Silence = "SELECT set_config('idle_session_timeout', '8000', false)";

    // With the clock in it, so that a standby that was behind when it took over gives no number a second time.
    private const string Begin =
        $"""
        INSERT INTO platform_counter (restaurant_id, id, series, period, last) VALUES (@r, @i, '{Series}', '{Period}', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = greatest(platform_counter.last + 1, EXCLUDED.last) RETURNING last
        """;

    private volatile LeaderTerm? _term = database.IsSqlite ? new LeaderTerm(null) : null;

    /// <summary>This node's present term; null while another leads, or nobody.</summary>
    public LeaderTerm? LeaderTerm => _term;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsSqlite) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StandAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (_term is not null) log.LogWarning(problem, "This node does not lead the jobs any more.");
                _term = null;
                await Task.Delay(Beat, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!database.IsSqlite) _term = null;
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Waits for the lead, and leads until the connection is gone.</summary>
    private async Task StandAsync(CancellationToken ct)
    {
        var alone = new NpgsqlConnectionStringBuilder(database.Direct)
        {
            ApplicationName = Application, Pooling = false, CommandTimeout = 15,
        };
        await using var connection = new NpgsqlConnection(alone.ToString());
        await connection.OpenAsync(ct);
        await AskAsync(connection, Silence, ct);
        while (await AskAsync(connection, $"SELECT pg_try_advisory_lock({Lock})", ct) is not true)
            await Task.Delay(Beat, ct);
        // Waits for the last transaction of the term before: from here on none of that term can begin.
        var number = (long)(await AskAsync(connection, Begin, ct))!;
        _term = new(number);
        log.LogInformation("This node leads the jobs, term {Term}.", number);
        while (true)
        {
            await Task.Delay(Beat, ct);
            if (await AskAsync(connection, LeaderTerm.Ask, ct) is not long now || now != number)
                throw new LeadershipLostException();
        }
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (sql.Contains("@r", StringComparison.Ordinal))
            command.Parameters.AddWithValue("r", AuditEntry.OfThePlatform);
        if (sql.Contains("@i", StringComparison.Ordinal)) command.Parameters.AddWithValue("i", Id.New());
        PostgresScope.Prefix(command, AsPlatform);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        return await row.ReadAsync(ct) ? row.GetValue(0) : null;
    }
}

/// <summary>One node's time as the one that does the jobs.</summary>
/// <param name="Number">No two terms have the same; null on SQLite, where there is one node.</param>
public sealed record LeaderTerm(long? Number)
{
    internal const string Ask =
        $"SELECT last FROM platform_counter WHERE restaurant_id = @r AND series = '{JobLeader.Series}' AND period = "
            + $"'{JobLeader.Period}'";

    // Whoever leads next waits for this transaction; one whose node has gone silent must not make it wait for long.
    private const string Hold =
        $"{Ask} FOR SHARE; SELECT set_config('idle_in_transaction_session_timeout', '8000', true)";

    /// <summary>First thing in each transaction of a job: nobody else leads before it has ended.</summary>
    /// <exception cref="LeadershipLostException">Another node leads already; nothing was done.</exception>
    public async Task LockAsync(UnitOfWork work, CancellationToken ct)
    {
        if (Number is null) return;
        if (await work.ScalarAsync(Hold, ct, ("@r", AuditEntry.OfThePlatform)) is not long now || now != Number)
            throw new LeadershipLostException();
    }
}

/// <summary>This node's term is over; another does the jobs.</summary>
public sealed class LeadershipLostException() : Exception("Another node leads the jobs.");
