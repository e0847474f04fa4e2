using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering.Contract.Questions;

/// <summary>A KOT as the kitchen sees it.</summary>
public sealed record TicketInfo(
    Guid Id, long Version, int Number, string Station, OrderLabel Label, OrderChannel Channel, int Covers,
    string SentBy, DateTimeOffset SentAt, bool IsAddOn,
    DateTimeOffset? BumpedAt, IReadOnlyList<TicketLine> Lines);

public sealed record TicketLine(Guid Id, int Quantity, LocalText Name, LocalText Detail, string Note, bool Ticked,
    bool Voided, DateTimeOffset? VoidedAt, string VoidReason, bool VoidSeen)
{
    /// <summary>The order it went to after it was sent; null where it is on the ticket's own.</summary>
    public OrderLabel? MovedTo { get; init; }
}

/// <summary>The kitchen's questions about KOTs, in the scope's branch.</summary>
public sealed class KitchenTickets
{
    private readonly RestpyDb _db;

    internal KitchenTickets(RestpyDb db) => _db = db;

    /// <summary>What stands on the board of a station, oldest first; all stations for the pass.</summary>
    public async Task<IReadOnlyList<TicketInfo>> OnBoardAsync(string? station, CancellationToken ct)
    {
        var kots = _db.Set<Kot>().AsNoTracking();
        kots = station is null ? kots.Where(k => k.OnBoard != null) : kots.Where(k => k.OnBoard == station);
        return await WithLinesAsync(
            await kots.OrderBy(k => k.SentAt).ThenBy(k => k.Number).Take(200).ToListAsync(ct), ct);
    }

    /// <summary>The last bumped, newest first, for a recall.</summary>
    public async Task<IReadOnlyList<TicketInfo>> BumpedAsync(string? station, int count, CancellationToken ct)
    {
        var kots = _db.Set<Kot>().AsNoTracking().Where(k => k.BumpedAt != null);
        if (station is not null) kots = kots.Where(k => k.Station == station);
        return await WithLinesAsync(await kots.OrderByDescending(k => k.BumpedAt).Take(count).ToListAsync(ct), ct);
    }

    /// <summary>The KOT, held until the end of the transaction; null when there is none in this branch.</summary>
    public async Task<LockedKot?> LockAsync(UnitOfWork work, Guid kotId, CancellationToken ct) =>
        await work.LockAsync<Kot>(kotId, ct) && await _db.Set<Kot>().FirstOrDefaultAsync(k => k.Id == kotId, ct)
            is { } kot ? new(_db, kot) : null;

    /// <summary>A line that is on a KOT, which is held until the end of the transaction; null when it is not.</summary>
    public async Task<LockedLine?> LockLineAsync(UnitOfWork work, Guid lineId, CancellationToken ct)
    {
        var line = await _db.Set<OrderLine>().FirstOrDefaultAsync(l => l.Id == lineId && l.KotId != null, ct);
        return line is not null && await LockAsync(work, line.KotId!.Value, ct) is { } kot ? new(kot, line) : null;
    }

    private async Task<IReadOnlyList<TicketInfo>> WithLinesAsync(List<Kot> kots, CancellationToken ct)
    {
        var ids = kots.Select(k => (Guid?)k.Id).ToList();
        var lines = await _db.Set<OrderLine>().AsNoTracking().Where(l => ids.Contains(l.KotId)).OrderBy(l => l.Sort)
            .ToListAsync(ct);
        var byKot = lines.ToLookup(l => l.KotId!.Value);
        var own = kots.ToDictionary(k => k.Id, k => k.OrderId);
        var strays = lines.Where(l => own[l.KotId!.Value] != l.OrderId).ToList();
        var others = strays.SelectMany(l => new[] { l.OrderId, own[l.KotId!.Value] }).Distinct().ToList();
        var moved = others.Count == 0 ? new() : await _db.Set<Order>().AsNoTracking().Where(o => others.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, ct);
        // At joined tables the guests still sit where the ticket says.
        OrderLabel? MovedTo(OrderLine line) => own[line.KotId!.Value] == line.OrderId
            || moved[own[line.KotId!.Value]].MergedInto == line.OrderId ? null : moved[line.OrderId].Label;
        return [
            .. kots.Select(k => new TicketInfo(k.Id, k.Version, k.Number, k.Station, k.Label, k.Channel, k.Covers,
                k.SentBy, k.SentAt, k.IsAddOn, k.BumpedAt,
            [.. byKot[k.Id]
                .Select(l => new TicketLine(l.Id, l.Quantity, l.Name, l.Detail, l.Note, l.TickedAt is not null,
                    l.State == LineState.Voided, l.VoidedAt, l.VoidReason, l.VoidSeenAt is not null)
                {
                    MovedTo = MovedTo(l),
                })]))];
    }
}
