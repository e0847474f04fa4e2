using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering.Signals;

internal enum SignalKind
{
    GuestOrder,
    Call,
    Bill,
    Ready,
}

/// <summary>Something in the branch that waits for a person of the service.</summary>
/// <param name="KotId">Of what is ready.</param>
/// <param name="Dishes">How many are ready.</param>
internal sealed record Signal(SignalKind Kind, Order Order, DateTimeOffset Since, Guid? KotId = null, int Dishes = 0)
{
    /// <summary>The same as long as it is the same wish: what a device has told once it does not tell again.</summary>
    public string Key => $"{Kind}-{KotId ?? Order.Id:N}-{Since.ToUnixTimeSeconds()}";

    public string Url => Order.OpenTableId is { } table ? $"/staff/pad?table={table}" : $"/staff/pad?order={Order.Id}";
}

/// <summary>Reads what waits in the branch, oldest first, in four queries.</summary>
internal sealed class SignalReader(RestpyDb db, ReadyDishes ready)
{
    /// <summary>A branch has no more open orders than this in one evening that anybody could look after.</summary>
    private const int MostOrders = 500;

    public async Task<IReadOnlyList<Signal>> ReadAsync(CancellationToken ct)
    {
        var open = await db.Set<Order>().AsNoTracking().Where(o => o.ClosedAt == null)
            .OrderByDescending(o => o.OpenedAt).Take(MostOrders).ToDictionaryAsync(o => o.Id, ct);
        if (open.Count == 0) return [];
        var ids = open.Keys.ToList();
        var waiting = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => ids.Contains(l.OrderId) && l.State == LineState.Waiting)
            .GroupBy(l => l.OrderId).Select(g => new { Order = g.Key, Since = g.Max(l => l.PlacedAt) }).ToListAsync(ct);
        IEnumerable<Signal> signals =
        [
            .. waiting.Select(w => new Signal(SignalKind.GuestOrder, open[w.Order], w.Since)),
            .. open.Values.Where(o => o.CallsSince is not null)
            .Select(o => new Signal(SignalKind.Call, o, o.CallsSince!.Value)),
            .. open.Values.Where(o => o.AsksBillSince is not null)
            .Select(o => new Signal(SignalKind.Bill, o, o.AsksBillSince!.Value)),
            .. (await ready.OfAsync(ids, ct))
            .Select(k => new Signal(SignalKind.Ready, open[k.OrderId], k.Since, k.KotId, k.Dishes)),
        ];
        return [.. signals.OrderBy(s => s.Since)];
    }
}
