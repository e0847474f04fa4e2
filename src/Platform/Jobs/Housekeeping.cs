// Reviewed raw SQL: removes rows past their age in tables a module named, of all restaurants; reads no content.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Jobs;

/// <summary>
/// Once an hour removes what nobody can ask for any more: command records, events, abandoned baskets, dead sessions. In
/// small transactions, so that on SQLite no guest waits for it. Of several nodes the one that leads does it.
/// </summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, IEnumerable<Retention> retentions, TimeProvider time,
    JobLeader lead, ILogger<Housekeeping> log)
    : LeaderJob(TimeSpan.FromHours(1), log, "Housekeeping could not finish and tries again in an hour.")
{
    private const int AtOnce = 500;

    /// <returns>How many rows went; none where another node leads.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct) =>
        lead.LeaderTerm is { } term ? await RunOnceAsync(term, ct) : 0;

    /// <exception cref="LeadershipLostException">The term is over.</exception>
    internal async Task<int> RunOnceAsync(LeaderTerm term, CancellationToken ct)
    {
        var removed = await RemoveEventsAsync(term, ct);
        foreach (var retention in retentions)
            removed += await RemoveAsync(term, retention.Table, $"{retention.Column} < @limit",
                InstantConverter.Micros(time.GetUtcNow() - retention.Kept), ct);
        return removed;
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var removed = await RunOnceAsync(ct);
        if (removed > 0) log.LogInformation("Housekeeping removed {Rows} rows nobody can ask for any more.", removed);
    }

    /// <summary>
    /// Which place in the stream was the last to go is written down before anything goes: a screen that stood before it
    /// is told so. The newest event stays, for positions to go on from.
    /// </summary>
    private async Task<int> RemoveEventsAsync(LeaderTerm term, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        using var bypass = db.BypassTenantWall(TenantBypasses.Housekeeping);
        long last;
        await using (var work = await db.BeginLongAsync(ct))
        {
            await term.LockAsync(work, ct);
            const string Find =
                "SELECT max(position) FROM platform_outbox WHERE at < @limit AND position < (SELECT max(position) "
                    + "FROM platform_outbox)";
            if (await work.ScalarAsync(Find, ct,
                ("@limit", InstantConverter.Micros(time.GetUtcNow() - Retention.OfEvents))) is not long found) return 0;
            last = found;
            const string Mark =
                """
                INSERT INTO platform_counter (restaurant_id, id, series, period, last) VALUES (@r, @i, @s, @p, @n)
                ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = CASE WHEN platform_counter.last > @n THEN platform_counter.last ELSE @n END
                """;
            await work.RunAsync(Mark, ct, ("@r", AuditEntry.OfThePlatform), ("@i", Id.New()), ("@s", Sequencer.Series),
                ("@p", Sequencer.RemovedPeriod), ("@n", last));
            await work.CommitAsync(ct);
        }
        return await RemoveAsync(term, "platform_outbox", "position <= @limit", last, ct);
    }

    private async Task<int> RemoveAsync(
        LeaderTerm term, string table, string condition, long limit, CancellationToken ct)
    {
        var (removed, lately) = (0, AtOnce);
        while (lately == AtOnce)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            using var bypass = db.BypassTenantWall(TenantBypasses.Housekeeping);
            var row = db.Database.IsNpgsql() ? "ctid" : "rowid";
            await using var work = await db.BeginLongAsync(ct);
            await term.LockAsync(work, ct);
            lately = await work.RunAsync(
                $"DELETE FROM {table} WHERE {row} IN (SELECT {row} FROM {table} WHERE {condition} LIMIT {AtOnce})", ct,
                ("@limit", limit));
            await work.CommitAsync(ct);
            removed += lately;
        }
        return removed;
    }
}
