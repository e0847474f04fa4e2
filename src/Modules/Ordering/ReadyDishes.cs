using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>A finished KOT that nobody has brought to its guests.</summary>
/// <param name="Dishes">Pieces on it that were not voided.</param>
internal sealed record ReadyKot(Guid KotId, Guid OrderId, DateTimeOffset Since, int Dishes);

/// <summary>What waits at the pass for a waiter.</summary>
internal sealed class ReadyDishes(RestpyDb db)
{
    /// <summary>After so long nobody looks for the dish any more: the tap was forgotten.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>Of these open orders.</summary>
    public async Task<IReadOnlyList<ReadyKot>> OfAsync(IReadOnlyCollection<Guid> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return [];
        var since = db.Time.GetUtcNow() - Longest;
        // Where the dish goes is a matter of its order: it may have moved from the one whose KOT it was cooked on.
        var dishes = await db.Set<Kot>().AsNoTracking().Where(k => k.BumpedAt > since && k.ServedAt == null)
            .Join(db.Set<OrderLine>().AsNoTracking()
                    .Where(l => orders.Contains(l.OrderId) && l.State == LineState.Sent),
                k => (Guid?)k.Id, l => l.KotId, (k, l) => new { k.Id, k.BumpedAt, l.OrderId, l.Quantity })
            .GroupBy(d => new { d.Id, d.BumpedAt, d.OrderId })
            .Select(g => new { g.Key.Id, g.Key.BumpedAt, g.Key.OrderId, Dishes = g.Sum(d => d.Quantity) })
            .ToListAsync(ct);
        return [.. dishes.Select(d => new ReadyKot(d.Id, d.OrderId, d.BumpedAt!.Value, d.Dishes))
            .OrderBy(k => k.Since)];
    }
}
