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
    bool Voided, DateTimeOffset? VoidedAt, string VoidReason, bool VoidSeen);

/// <summary>The kitchen's questions and acts on KOTs, in the scope's branch.</summary>
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

    /// <summary>Strikes a dish as made, or takes the stroke back.</summary>
    public Task<Outcome<Done>> TickAsync(Guid lineId, bool ticked, CancellationToken ct) =>
        OnLineAsync(lineId, ticked ? "kitchen.dish-ticked" : "kitchen.dish-unticked",
            kot => new DishTicked(kot.Id, kot.OrderId), line => line.Tick(ticked ? _db.Time.GetUtcNow() : null), ct);

    /// <summary>The cook has seen that a line is off.</summary>
    public Task<Outcome<Done>> SeeVoidAsync(Guid lineId, CancellationToken ct) =>
        OnLineAsync(lineId, "kitchen.void-seen", kot => new VoidSeen(kot.Id, kot.OrderId),
            line => line.SeeVoid(_db.Time.GetUtcNow()), ct);

    public async Task<Outcome<Done>> BumpAsync(Guid kotId, CancellationToken ct)
    {
        await using var work = await _db.BeginAsync(ct);
        if (await LockAsync(work, kotId, ct) is not { } kot) return new NotFound("KOT");
        var unseen = await _db.Set<OrderLine>()
            .CountAsync(l => l.KotId == kotId && l.State == LineState.Voided && l.VoidSeenAt == null, ct);
        if (unseen > 0) return new VoidNotSeen();
        if (kot.BumpedAt is not null) return Done.It;
        kot.Bump(_db.Time.GetUtcNow());
        return await SaveAsync(work, kot, "kitchen.kot-bumped", new KotBumped(kot.Id, kot.OrderId), ct);
    }

    public async Task<Outcome<Done>> RecallAsync(Guid kotId, CancellationToken ct)
    {
        await using var work = await _db.BeginAsync(ct);
        if (await LockAsync(work, kotId, ct) is not { } kot) return new NotFound("KOT");
        kot.Recall();
        return await SaveAsync(work, kot, "kitchen.kot-recalled", new KotRecalled(kot.Id, kot.OrderId), ct);
    }

    private async Task<Outcome<Done>> OnLineAsync(
        Guid lineId, string action, Func<Kot, KotEvent> told, Action<OrderLine> change, CancellationToken ct)
    {
        await using var work = await _db.BeginAsync(ct);
        var line = await _db.Set<OrderLine>().FirstOrDefaultAsync(l => l.Id == lineId && l.KotId != null, ct);
        if (line is null || await LockAsync(work, line.KotId!.Value, ct) is not { } kot) return new NotFound("line");
        change(line);
        _db.Act(action, kot, $"KOT {kot.Number}: {line.Name.In("en")}");
        _db.Publish(told(kot));
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<Kot?> LockAsync(UnitOfWork work, Guid kotId, CancellationToken ct) =>
        await work.LockAsync<Kot>(kotId, ct) ? await _db.Set<Kot>().FirstOrDefaultAsync(k => k.Id == kotId, ct) : null;

    private async Task<Outcome<Done>> SaveAsync(
        UnitOfWork work, Kot kot, string action, KotEvent told, CancellationToken ct)
    {
        _db.Act(action, kot, $"KOT {kot.Number} · {kot.Label}");
        _db.Publish(told);
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task<IReadOnlyList<TicketInfo>> WithLinesAsync(List<Kot> kots, CancellationToken ct)
    {
        var ids = kots.Select(k => (Guid?)k.Id).ToList();
        var lines = await _db.Set<OrderLine>().AsNoTracking().Where(l => ids.Contains(l.KotId)).OrderBy(l => l.Sort)
            .ToListAsync(ct);
        var byKot = lines.ToLookup(l => l.KotId!.Value);
        return [
            .. kots.Select(k => new TicketInfo(k.Id, k.Version, k.Number, k.Station, k.Label, k.Channel, k.Covers,
                k.SentBy, k.SentAt, k.IsAddOn, k.BumpedAt,
            [.. byKot[k.Id]
                .Select(l => new TicketLine(l.Id, l.Quantity, l.Name, l.Detail, l.Note, l.TickedAt is not null,
                    l.State == LineState.Voided, l.VoidedAt, l.VoidReason, l.VoidSeenAt is not null))]))];
    }
}

/// <summary>A voided line must be seen before its ticket goes: otherwise the dish is cooked and thrown away.</summary>
public sealed record VoidNotSeen() : Error(ErrorKind.Conflict);
