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
        var kots = await db.Set<Kot>().AsNoTracking()
            .Where(k => k.BumpedAt > since && k.ServedAt == null && orders.Contains(k.OrderId))
            .OrderBy(k => k.BumpedAt).Select(k => new { k.Id, k.OrderId, k.BumpedAt }).ToListAsync(ct);
        if (kots.Count == 0) return [];
        var ids = kots.Select(k => (Guid?)k.Id).ToList();
        var dishes = (await db.Set<OrderLine>().AsNoTracking()
            .Where(l => ids.Contains(l.KotId) && l.State == LineState.Sent).GroupBy(l => l.KotId!.Value)
            .Select(g => new { Kot = g.Key, Dishes = g.Sum(l => l.Quantity) }).ToListAsync(ct))
            .ToDictionary(g => g.Kot, g => g.Dishes);
        return [.. kots.Where(k => dishes.GetValueOrDefault(k.Id) > 0)
            .Select(k => new ReadyKot(k.Id, k.OrderId, k.BumpedAt!.Value, dishes[k.Id]))];
    }
}
