// Reviewed raw SQL: asks two servers how far their logs are; no table is touched.
#pragma warning disable RS0030
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Restpy.Platform.Data;

/// <summary>
/// Watches the standby, where one is named: whether it answers, is one, and how far it is behind. It is behind by the time
/// since the newest moment of the primary it has all of. Asked of both servers, because a standby that has lost its primary
/// takes itself for up to date.
/// </summary>
public sealed class Standby : BackgroundService
{
    /// <summary>What is further behind than this is not shown to anybody.</summary>
    public static readonly TimeSpan MayLag = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly PoolBeside? _primary, _standby;
    private readonly PooledDbContextFactory<RestpyDb>? _contexts;
    private readonly ILogger<Standby> _log;
    private readonly Queue<(long At, long Log)> _moments = new();
    private long _has;
    private bool _isRead;

    internal Standby(DatabaseOptions database, Func<string, DbContextOptions<RestpyDb>> contexts, ILogger<Standby> log)
    {
        _log = log;
        if (database.Standby is not { } standby) return;
        static void Watch(NpgsqlConnectionStringBuilder said) => (said.ApplicationName, said.MaxPoolSize, said.Timeout, said.CommandTimeout) = ("restpy watch", 2, 3, 3);
        (_primary, _standby) = (new(database.ConnectionString, Watch), new(standby, Watch));
        _contexts = new(contexts(standby));
    }

    /// <summary>Whether it may be read from at this moment.</summary>
    internal bool IsUsable => Interlocked.Read(ref _has) is var has and > 0 && Stopwatch.GetElapsedTime(has) <= MayLag;

    internal RestpyDb CreateDbContext() => _contexts!.CreateDbContext();

    /// <summary>It failed somebody: nobody asks it before it has answered again.</summary>
    internal void Failed() => Interlocked.Exchange(ref _has, 0);

    public override void Dispose()
    {
        _primary?.Dispose();
        _standby?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_primary is null || _standby is null) return;
        using var timer = new PeriodicTimer(Every);
        do
        {
            var now = Stopwatch.GetTimestamp();
            if (await LogAsync(_primary, "SELECT (pg_current_wal_lsn() - '0/0')::bigint", stoppingToken) is { } primary) _moments.Enqueue((now, primary));
            // One that has become the primary is read as such, by everybody.
            var log = await LogAsync(_standby, "SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END", stoppingToken);
            if (log is null) Failed();
            while (log is not null && _moments.TryPeek(out var moment) && moment.Log <= log) Interlocked.Exchange(ref _has, _moments.Dequeue().At);
            while (_moments.Count > 2 * MayLag / Every) _moments.Dequeue();
            if (IsUsable != _isRead) Say();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Say()
    {
        _isRead = !_isRead;
        if (_isRead) _log.LogInformation("Reports are read from the standby.");
        else _log.LogWarning("The standby is away, or more than {Seconds} s behind: reports are read from the primary.", MayLag.TotalSeconds);
    }

    /// <returns>Null when the server does not say.</returns>
    private static async Task<long?> LogAsync(PoolBeside server, string ask, CancellationToken ct)
    {
        try
        {
            await using var connection = await server.OpenAsync(ct);
            await using var command = new NpgsqlCommand(ask, connection);
            return await command.ExecuteScalarAsync(ct) as long?;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
