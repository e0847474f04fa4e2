// Reviewed raw SQL: the buckets of addresses, which are no restaurant's; ids are keyed hashes.
#pragma warning disable RS0030
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>
/// Takes tokens for a request: from the bucket in this process, and on PostgreSQL from the one all nodes share. A
/// bucket that is <see cref="RateLimitSharing.AtOnce"/> is asked there for each token; the others are told about
/// together, once a second and whenever one node has spent a second's worth. While the database cannot be asked, this
/// process limits by itself.
/// </summary>
public sealed class RateLimitExchange : BackgroundService
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const string Now = "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint";

    // An update whose condition does not hold returns nothing: there was no token. When there will be is asked of the
    // row as it is by then (FOR UPDATE); without that it would be the row as it was when the statement began, before
    // others took theirs.
    private const string TakeOne =
        $"""
        WITH taken AS (
            INSERT INTO platform_bucket AS b (id, full_at) VALUES (@id, {Now} + @token)
            ON CONFLICT (id) DO UPDATE SET full_at = greatest(b.full_at, {Now}) + @token WHERE greatest(b.full_at, {Now}) + @token <= {Now} + @whole
            RETURNING 1)
        SELECT CASE WHEN EXISTS (SELECT FROM taken) THEN 0
          ELSE greatest(1, coalesce((SELECT full_at FROM platform_bucket WHERE id = @id FOR UPDATE) + @token - {Now} - @whole, @token)) END
        """;

    // In the order of the ids: two nodes that tell of the same buckets must not wait for each other.
    private const string TellAll =
        $"""
        INSERT INTO platform_bucket AS b (id, full_at) SELECT told.id, {Now} + told.spent FROM unnest(@ids, @spent) AS told(id, spent) ORDER BY told.id
        ON CONFLICT (id) DO UPDATE SET full_at = greatest(b.full_at, {Now}) + EXCLUDED.full_at - {Now} RETURNING b.id, b.full_at - {Now}
        """;

    private readonly LocalRateLimits _local;
    private readonly DedicatedPool? _shared;
    private readonly ILogger<RateLimitExchange> _log;
    private readonly ConcurrentQueue<RateLimitState> _untold = new();
    private readonly SemaphoreSlim _telling = new(1);
    private long _awayUntil = long.MinValue;
    private bool _isAway;
    private long _trips;

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed with this.")]
    internal RateLimitExchange(LocalRateLimits local, DatabaseOptions database, ILogger<RateLimitExchange> log)
    {
        (_local, _log) = (local, log);
        // A sign-in must not wait long for a database that does not answer.
        if (!database.IsSqlite)
            _shared = new(database.ConnectionString,
                said => (said.ApplicationName, said.MaxPoolSize, said.Timeout, said.CommandTimeout) =
                ("restpy buckets", 4, 2, 2));
    }

    /// <summary>Takes a token.</summary>
    /// <returns>How long until there is one; zero when it was taken.</returns>
    internal async ValueTask<TimeSpan> TakeAsync(string name, RateLimit bucket, string address)
    {
        while (true)
        {
            var spent = _local.Of(name, address);
            if (bucket.RateLimitSharing == RateLimitSharing.Soon && IsAsked && spent.MustShare(bucket))
                await TellAsync(() => spent.MustShare(bucket));
            if (spent.Take(bucket, _local.Now) is not { } wait) continue;
            if (wait == 0 && _shared is not null && bucket.RateLimitSharing != RateLimitSharing.None)
                wait = await ShareAsync(spent, bucket);
            return TimeSpan.FromMicroseconds(wait);
        }
    }

    public override void Dispose()
    {
        _telling.Dispose();
        _shared?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _local.Sweep();
            if (_shared is not null && !_untold.IsEmpty) await TellAsync(() => true);
        }
    }

    /// <summary>How often the database was asked.</summary>
    internal long Trips => Interlocked.Read(ref _trips);

    private bool IsAsked => _shared is not null && _local.Now >= Interlocked.Read(ref _awayUntil);

    private async Task<long> ShareAsync(RateLimitState spent, RateLimit bucket)
    {
        if (bucket.RateLimitSharing == RateLimitSharing.AtOnce && IsAsked)
        {
            try
            {
                Interlocked.Increment(ref _trips);
                await using var connection = await _shared!.OpenAsync(CancellationToken.None);
                await using var command = new NpgsqlCommand(TakeOne, connection)
                {
                    Parameters = { new("id", spent.Id), new("token", bucket.Token), new("whole", bucket.Whole) },
                };
                var wait = (long)(await command.ExecuteScalarAsync())!;
                // Nothing comes back before: until then this process says no by itself.
                if (wait > 0) spent.ApplyShared(_local.Now, wait + bucket.Whole - bucket.Token);
                Answered();
                return wait;
            }
            catch (Exception problem)
            {
                Away(problem);
            }
        }
        if (spent.AddPending(bucket.Token)) _untold.Enqueue(spent);
        return 0;
    }

    /// <summary>
    /// Tells what this node has spent and hears what all have. One at a time; who waited finds it done.
    /// </summary>
    private async Task TellAsync(Func<bool> isWanted)
    {
        await _telling.WaitAsync();
        try
        {
            if (!isWanted()) return;
            for (var left = _untold.Count; left > 0 && IsAsked; left -= AtOnce) await TellSomeAsync();
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task TellSomeAsync()
    {
        var told = new List<(RateLimitState State, long Spent)>();
        while (told.Count < AtOnce && _untold.TryDequeue(out var next)) told.Add((next, next.TakePending()));
        try
        {
            Interlocked.Increment(ref _trips);
            await using var connection = await _shared!.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(TellAll, connection)
            {
                Parameters = { new("ids", told.Select(t => t.State.Id).ToArray()),
                    new("spent", told.Select(t => t.Spent).ToArray()) },
            };
            var heard = told.ToDictionary(t => t.State.Id, t => t.State);
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) heard[row.GetGuid(0)].ApplyShared(_local.Now, row.GetInt64(1));
            Answered();
        }
        catch (Exception problem)
        {
            foreach (var (bucket, spent) in told)
                if (bucket.AddPending(spent)) _untold.Enqueue(bucket);
            Away(problem);
        }
    }

    private void Away(Exception problem)
    {
        Interlocked.Exchange(ref _awayUntil, _local.Now + (Every.Ticks / 10));
        if (!_isAway)
            _log.LogWarning(problem, "The rate buckets of all nodes cannot be asked; this node limits by its own.");
        _isAway = true;
    }

    private void Answered()
    {
        if (_isAway) _log.LogInformation("The rate buckets of all nodes answer again.");
        _isAway = false;
    }
}
