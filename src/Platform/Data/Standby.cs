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
/// Watches the standby, where one is named: whether it answers, is one, and how far it is behind. It is behind by the
/// time since the newest moment of the primary it has all of. Asked of both servers, because a standby that has lost
/// its primary takes itself for up to date, and one of another primary is no standby of ours.
/// </summary>
public sealed class Standby : BackgroundService
{
    /// <summary>What is further behind than this is not shown to anybody.</summary>
    public static readonly TimeSpan MayLag = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly DedicatedPool? _primary, _standby;
    private readonly PooledDbContextFactory<RestpyDb>? _contexts;
    private readonly ILogger<Standby> _log;
    private readonly Queue<(long At, long Log)> _moments = new();
    private long _has;
    private bool _isRead;

    internal Standby(DatabaseOptions database, Func<string, DbContextOptions<RestpyDb>> contexts, ILogger<Standby> log)
    {
        _log = log;
        if (database.Standby is not { } standby) return;
        static void Watch(NpgsqlConnectionStringBuilder said) =>
            (said.ApplicationName, said.MaxPoolSize, said.Timeout, said.CommandTimeout) = ("restpy watch", 2, 3, 3);
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
            var primary = await PlaceAsync(_primary, "pg_current_wal_lsn()", "true", stoppingToken);
            if (primary is { } newest) _moments.Enqueue((now, newest.Log));
            // One that has become the primary is read as such, by everybody.
            var standby = await PlaceAsync(_standby, "pg_last_wal_replay_lsn()", "pg_is_in_recovery()", stoppingToken);
            if (standby is null || (primary is not null && primary.Value.Server != standby.Value.Server))
            {
                standby = null;
                Failed();
            }
            while (standby is { } has && _moments.TryPeek(out var moment) && moment.Log <= has.Log)
                Interlocked.Exchange(ref _has, _moments.Dequeue().At);
            while (_moments.Count > 2 * MayLag / Every) _moments.Dequeue();
            if (IsUsable != _isRead) Say();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Say()
    {
        _isRead = !_isRead;
        if (_isRead) _log.LogInformation("Reports are read from the standby.");
        else _log.LogWarning(
        "The standby is away, or is none, or more than {Seconds} s behind: reports are read from the primary.",
        MayLag.TotalSeconds);
    }

    /// <returns>Which server it is, a standby the one it is a copy of, and how far its log is; null when it does not
    /// say.</returns>
    private static async Task<(long Server, long Log)?> PlaceAsync(
        DedicatedPool server, string place, string condition, CancellationToken ct)
    {
        try
        {
            await using var connection = await server.OpenAsync(ct);
            await using var command =
                new NpgsqlCommand(
                    $"SELECT system_identifier, ({place} - '0/0')::bigint FROM pg_control_system() WHERE {condition}",
                    connection);
            await using var row = await command.ExecuteReaderAsync(ct);
            return await row.ReadAsync(ct) && !row.IsDBNull(1) ? (row.GetInt64(0), row.GetInt64(1)) : null;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
