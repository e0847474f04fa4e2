// Reviewed raw SQL: numbers the outbox across all restaurants; reads and writes only positions.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Events;

/// <summary>
/// Gives every stored event its place in the stream, in commit order. SQLite commits one at a time, so the place is
/// given at the insert. PostgreSQL commits in any order: there one pump numbers what is committed, and a late committer
/// simply gets a later place. (A cursor over ids or sequence values would skip it.) Whoever gave places tells the other
/// nodes so.
/// </summary>
public sealed class Sequencer(DatabaseOptions database, LiveHub hub) : IEventOrder
{
    internal const string Series = "live";

    private const string PositionPeriod = "position";

    /// <summary>Of the counter that says which place was the last to be removed.</summary>
    internal const string RemovedPeriod = "removed";

    /// <summary>More places than are given in the fraction of a second a crashed PostgreSQL may forget.</summary>
    private const int Forgettable = 1_000_000;

    internal const int AtOnce = 1000;

    /// <summary>
    /// On which nodes tell each other the newest place. Not told by whoever places an order: PostgreSQL lets commits
    /// that notify through one at a time.
    /// </summary>
    internal const string Channel = "restpy_stream";

    // How long a place may go unseen when a notification of it was lost, and when there are none.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1), LookAlone = TimeSpan.FromMilliseconds(250);

    // Nobody waits for the disk here. And the index is read in its order: what has got its place leaves a dead entry
    // behind until the next vacuum; such a read removes it, any other goes over all of them again and again. Said for
    // this transaction alone: on a connection that a pool hands on, it would stay.
    private static readonly string Round =
        $"""
        SELECT set_config('synchronous_commit', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true);
        WITH waiting AS (SELECT restaurant_id, id FROM platform_outbox WHERE position IS NULL ORDER BY id LIMIT {AtOnce} FOR UPDATE SKIP LOCKED),
        numbered AS (SELECT restaurant_id, id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS places FROM waiting),
        counter AS (
            INSERT INTO platform_counter (restaurant_id, id, series, period, last)
            SELECT @r, @i, '{Series}', '{PositionPeriod}', places FROM numbered LIMIT 1
            ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = platform_counter.last + EXCLUDED.last RETURNING last),
        placed AS (
            UPDATE platform_outbox o SET position = counter.last - numbered.places + numbered.place FROM numbered, counter
            WHERE o.restaurant_id = numbered.restaurant_id AND o.id = numbered.id)
        SELECT pg_notify('{Channel}', last::text) FROM counter;
        SELECT position, restaurant_id, branch_id, topic, kind, subject_id, subject_version FROM platform_outbox WHERE position > @last ORDER BY position LIMIT {AtOnce}
        """;

    // The pump's own numbers are the platform's; the events it goes through are everybody's.
    private static readonly DbTenant AsPump = new(AuditEntry.OfThePlatform, TenantBypasses.Stream.Name);

    private readonly SemaphoreSlim _wake = new(0, 1);

    // The newest place: on SQLite the last one given, on PostgreSQL the last one this node has told its screens of.
    private long _last;

    private volatile bool _hears;
    private volatile int _pump;

    void IEventOrder.Number(IReadOnlyList<OutboxEvent> published)
    {
        if (!database.IsSqlite) return;
        foreach (var news in published) news.Position ??= ++_last;
    }

    void IEventOrder.Committed(IReadOnlyList<OutboxEvent> events)
    {
        if (database.IsSqlite) hub.Publish([.. events.Select(LiveMessage.From)]);
        else Wake();
    }

    internal async Task StartAsync(RestpyDb db, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(TenantBypasses.Stream);
        var positions = db.Set<OutboxEvent>().IgnoreQueryFilters(["restaurant"]);
        _last = Math.Max(await positions.MaxAsync(e => e.Position, ct) ?? 0, await RemovedAsync(db, ct));
    }

    /// <summary>
    /// The last place in the stream that is not kept any more; 0 while all are. Of all restaurants: places are.
    /// </summary>
    internal static async Task<long> RemovedAsync(RestpyDb db, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(TenantBypasses.Stream);
        return await db.Set<Counter>().IgnoreQueryFilters(["restaurant"]).AsNoTracking()
            .Where(c => c.RestaurantId == AuditEntry.OfThePlatform && c.Series == Series && c.Period == RemovedPeriod)
            .Select(c => c.Last).FirstOrDefaultAsync(ct);
    }

    /// <summary>How many committed events have no place in the stream yet, for the metrics.</summary>
    internal static async Task<int> WaitingAsync(RestpyDb db, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(TenantBypasses.Stream);
        return await db.Set<OutboxEvent>().IgnoreQueryFilters(["restaurant"]).CountAsync(e => e.Position == null, ct);
    }

    internal async Task WaitAsync(CancellationToken ct) => await _wake.WaitAsync(_hears ? LookAnyway : LookAlone, ct);

    /// <summary>This node hears from now on what the others tell; what was told before is looked up at once.</summary>
    internal void BeginHearing()
    {
        _hears = true;
        Wake();
    }

    internal void EndHearing()
    {
        _hears = false;
        Wake();
    }

    /// <summary>
    /// Another node gave places up to this one. Its own notifications come back to the one who sent them.
    /// </summary>
    internal void Heard(int backend, string place)
    {
        if (backend == _pump) return;
        if (!long.TryParse(place, out var newest) || newest > Interlocked.Read(ref _last)) Wake();
    }

    /// <summary>
    /// What a pump does first on a connection. Places are given without waiting for the disk, so PostgreSQL may forget
    /// the last of them when it crashes, after screens were told: from here on they begin beyond any such place, and
    /// none means two events.
    /// </summary>
    internal static async Task BeginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var skip =
            new NpgsqlCommand(
                $"UPDATE platform_counter SET last = last + {Forgettable} WHERE restaurant_id = @r AND series = "
                    + $"'{Series}' AND period = '{PositionPeriod}'", connection);
        skip.Parameters.AddWithValue("r", AuditEntry.OfThePlatform);
        PostgresScope.Prefix(skip, AsPump);
        await skip.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// One round of the pump on PostgreSQL: number what is committed, then tell this node what is new, whoever numbered
    /// it.
    /// The counter row is the lock between nodes: places become visible in their order, so a cursor over them skips
    /// none.
    /// Both in one trip and one transaction.
    /// </summary>
    /// <returns>How many events this node was told of.</returns>
    internal async Task<int> PumpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        _pump = connection.ProcessID;
        await using var command = new NpgsqlCommand(Round, connection);
        command.Parameters.AddWithValue("r", AuditEntry.OfThePlatform);
        command.Parameters.AddWithValue("i", Id.New());
        command.Parameters.AddWithValue("last", _last);
        PostgresScope.Prefix(command, AsPump);
        var news = new List<LiveMessage>();
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            // Before them: what the prefix said, what this transaction does without, and that the other nodes were
            // told.
            for (var before = 0; before < 3; before++) await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct))
                news.Add(new(row.GetInt64(0), row.GetGuid(1), row.IsDBNull(2) ? null
                    : row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetGuid(5), row.GetInt64(6)));
        }
        if (news.Count == 0) return 0;
        Interlocked.Exchange(ref _last, news[^1].Position);
        hub.Publish(news);
        return news.Count;
    }

    private void Wake()
    {
        if (_wake.CurrentCount > 0) return;
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* Another commit woke it in the same moment. */ }
    }
}
