using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Platform.Consumers;

/// <summary>How a consumer fares.</summary>
/// <param name="Waiting">Events it is not done with.</param>
/// <param name="Stuck">Those of them that were tried several times.</param>
/// <param name="OldestAt">When the oldest of them happened.</param>
/// <param name="LastError">Name of the newest failure among them.</param>
public sealed record ConsumerStatus(
    string Name, int Waiting, int Stuck, DateTimeOffset? OldestAt, string LastError);

/// <summary>For the operator: what consumers have not done yet.</summary>
public sealed class EventDeliveries
{
    private readonly EventConsumers _consumers;

    internal EventDeliveries(EventConsumers consumers) => _consumers = consumers;

    public async Task<IReadOnlyList<ConsumerStatus>> StatusAsync(RestpyDb db, CancellationToken ct)
    {
        var waiting = await db.Set<Delivery>().AsNoTracking().GroupBy(d => d.Consumer).Select(g => new
        {
            g.Key, Count = g.Count(), Stuck = g.Count(d => d.Tries >= Delivery.StuckTries),
            OldestAt = g.Min(d => (DateTimeOffset?)d.HappenedAt),
        }).ToListAsync(ct);
        var errors = await db.Set<Delivery>().AsNoTracking().Where(d => d.LastError != "")
            .OrderByDescending(d => d.NextAt).Select(d => new { d.Consumer, d.LastError }).Take(100).ToListAsync(ct);
        return [.. from name in _consumers.Names.Union(waiting.Select(w => w.Key)).Order(StringComparer.Ordinal)
                   let of = waiting.Find(w => w.Key == name)
                   select new ConsumerStatus(name, of?.Count ?? 0, of?.Stuck ?? 0, of?.OldestAt,
                       errors.Find(e => e.Consumer == name)?.LastError ?? "")];
    }

    /// <summary>Tries what a consumer failed at now, not after its pause.</summary>
    /// <returns>How many; the caller saves.</returns>
    public async Task<int> TryNowAsync(RestpyDb db, string name, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var paused = await db.Set<Delivery>().Where(d => d.Consumer == name && d.NextAt > now).ToListAsync(ct);
        foreach (var delivery in paused) delivery.TryAt(now);
        return paused.Count;
    }
}
