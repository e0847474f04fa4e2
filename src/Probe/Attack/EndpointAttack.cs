using System.Collections.Concurrent;
using Restpy.Platform.Gates;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;

namespace Restpy.Probe.Attack;

/// <summary>
/// Every place of every endpoint, as every role: the other restaurant's ids, keys, codes and files, one place at a time
/// beside rows of our own, and all at once.
/// </summary>
internal sealed class EndpointAttack(Attempt attempt, Caller insider, bool thorough)
{
    private const int SomeTables = 4;
    private const int SomeWords = 2;

    private readonly Target _target = attempt.Target;
    private int _turn;
    private int _live;

    /// <summary>How many endpoints an id of theirs leads somewhere at, when their own people ask.</summary>
    public int Live => _live;

    /// <summary>Endpoints that answered with a stream.</summary>
    public ConcurrentBag<ProbedEndpoint> Streams { get; } = [];

    public async Task RunAsync(ProbedEndpoint endpoint, IEnumerable<Caller> askers)
    {
        foreach (var what in endpoint.NotKnown) attempt.Notes.Left(what);
        var first = true;
        foreach (var caller in askers)
        {
            var deep = attempt.May(caller, endpoint);
            // What a stream tells is the affair of StreamAttack.
            if (!first && Streams.Contains(endpoint)) continue;
            foreach (var (what, kind, baits, fill) in Shapes(endpoint))
            {
                // Who is refused before the id is looked at is tried with one, another at each endpoint.
                var tried = Chosen(endpoint, kind, baits, deep, first);
                if (first && deep && endpoint.Reads && kind == "ids") await AsTheirsAsync(endpoint, tried, fill);
                Reply? baseline = null;
                foreach (var foreignId in tried)
                {
                    baseline = await attempt.TryAsync(
                        caller, endpoint, what, kind, foreignId, fill, foreignId.IsId ? baseline : null);
                    if (!baseline.IsStream) continue;
                    if (first && !Streams.Contains(endpoint)) Streams.Add(endpoint);
                    break;
                }
            }
            first &= !deep;
        }
    }

    /// <summary>
    /// Who is refused before the name is looked at is tried with one, another at each endpoint. In a quick run the role
    /// that may do most tries some tables at each endpoint, all of them over all endpoints; the others try what the
    /// place is about.
    /// </summary>
    private IReadOnlyList<ForeignId> Chosen(
        ProbedEndpoint endpoint, string kind, IReadOnlyList<ForeignId> baits, bool deep, bool first)
    {
        // What is written once under a key of theirs is ours from then on.
        if (baits.Count == 0 || (kind is "words" or "commands" && !endpoint.Reads && !(deep && first))) return [];
        if (deep && thorough && (first || kind != "words")) return baits;
        var turn = Interlocked.Increment(ref _turn);
        // Somebody refused, now this role and now that.
        if (!deep && !thorough && turn % 6 != 0) return [];
        if (deep && !first && !thorough && kind == "words") return [];
        // A password costs a tenth of a second of computing.
        var isCostly = endpoint.Access is OpenAttribute { RateLimit: "sign-in" };
        var some = Enumerable.Range(0, deep && first && !isCostly ? kind == "words" ? SomeWords : SomeTables : 1)
            .Select(i => baits[(turn * SomeTables + i) % baits.Count]);
        var about = deep && kind == "ids"
            ? endpoint.Slots.Where(p => p.Kind == SlotKind.Id).SelectMany(p => attempt.Likely(endpoint, p)).ToHashSet()
            : [];
        return [.. baits.Where(b => about.Contains(b.What)).Concat(some).Distinct()];
    }

    private IEnumerable<(string What, string Kind, IReadOnlyList<ForeignId> Baits,
        Func<string, RequestValues> Fill)> Shapes(ProbedEndpoint endpoint)
    {
        var ids = endpoint.Slots.Where(p => p.Kind == SlotKind.Id).ToList();
        if (ids.Count > 0)
            yield return ("an id of", "ids", _target.Ids,
                name => new(endpoint, p => p.Kind == SlotKind.Id ? name : Neutral(endpoint, p)));
        foreach (var slot in endpoint.Slots.Where(
            p => p.Kind == SlotKind.Id && (ids.Count > 1 || p.In != SlotLocation.Route)))
            yield return ($"in {slot}, beside our own, an id of", "ids beside our own", Fitting(endpoint, slot),
                name => new(endpoint, p => p == slot ? name : attempt.Ours(endpoint, p)));
        foreach (var slot in endpoint.Slots.Where(p => p.Kind == SlotKind.Command))
            yield return ($"in {slot} a command id of", "commands", _target.Commands,
                name => new(endpoint, p => p == slot ? name : attempt.Ours(endpoint, p)));
        foreach (var slot in endpoint.Slots.Where(p => p.Kind == SlotKind.Text))
            yield return ($"in {slot} a name of", "words",
                [.. _target.Words, .. _target.Ids.Where(i => i.What is "branch" or "ordering_order" or "menu_item")],
                name => new(endpoint, p => p == slot ? name : attempt.Ours(endpoint, p)));
    }

    /// <summary>Ids of the tables the place is about; of all where its name does not say.</summary>
    private IReadOnlyList<ForeignId> Fitting(ProbedEndpoint endpoint, Slot slot)
    {
        var fitting = attempt.Likely(endpoint, slot)
            .SelectMany(t => _target.ByTable.GetValueOrDefault(t, []).Take(3)
                .Select(id => new ForeignId(t, id.ToString()))).ToList();
        return fitting.Count > 0 ? fitting : _target.Ids;
    }

    private string? Neutral(ProbedEndpoint endpoint, Slot slot) => slot.Kind is SlotKind.Code or SlotKind.Address
        or SlotKind.Command ? attempt.Ours(endpoint, slot) : slot.In == SlotLocation.FieldName ? null
        : Kinds.Neutral(slot);

    /// <summary>
    /// Their own people ask first, so that whatever keeps answers has kept theirs; and it shows that the ids are worth
    /// something here.
    /// </summary>
    private async Task AsTheirsAsync(
        ProbedEndpoint endpoint, IReadOnlyList<ForeignId> baits, Func<string, RequestValues> fill)
    {
        if (endpoint.IsOfRestaurant || endpoint.Access is null) return;
        var statuses = new HashSet<int>();
        foreach (var foreignId in baits) statuses.Add((await attempt.AskAsync(insider, fill, foreignId.Text)).Status);
        if (statuses.Any(s => s is 200 or 302) && statuses.Count > 1) Interlocked.Increment(ref _live);
    }
}
