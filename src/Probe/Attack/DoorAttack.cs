using System.Collections.Concurrent;
using Restpy.Platform.Gates;
using Restpy.Probe.Doors;

namespace Restpy.Probe.Attack;

/// <summary>
/// Every place of every endpoint, as every role: the other restaurant's ids, keys, codes and files, one place at a time
/// beside rows of our own, and all at once.
/// </summary>
internal sealed class DoorAttack(Hunt hunt, Asker insider, bool thorough)
{
    private const int SomeTables = 4;
    private const int SomeWords = 2;

    private readonly Prey _prey = hunt.Prey;
    private int _turn;
    private int _live;

    /// <summary>How many endpoints an id of theirs leads somewhere at, when their own people ask.</summary>
    public int Live => _live;

    /// <summary>Endpoints that answered with a stream.</summary>
    public ConcurrentBag<Door> Streams { get; } = [];

    public async Task RunAsync(Door door, IEnumerable<Asker> askers)
    {
        foreach (var what in door.NotKnown) hunt.Notes.Left(what);
        var first = true;
        foreach (var asker in askers)
        {
            var deep = hunt.May(asker, door);
            // What a stream tells is the affair of StreamAttack.
            if (!first && Streams.Contains(door)) continue;
            foreach (var (what, kind, baits, fill) in Shapes(door))
            {
                // Who is refused before the id is looked at is tried with one, another at each endpoint.
                var tried = Chosen(door, kind, baits, deep, first);
                if (first && deep && door.Reads && kind == "ids") await AsTheirsAsync(door, tried, fill);
                Reply? baseline = null;
                foreach (var bait in tried)
                {
                    baseline = await hunt.TryAsync(asker, door, what, kind, bait, fill, bait.IsId ? baseline : null);
                    if (!baseline.IsStream) continue;
                    if (first && !Streams.Contains(door)) Streams.Add(door);
                    break;
                }
            }
            first &= !deep;
        }
    }

    /// <summary>
    /// Who is refused before the name is looked at is tried with one, another at each endpoint. In a quick run the role that
    /// may do most tries some tables at each endpoint, all of them over all endpoints; the others try what the place is about.
    /// </summary>
    private IReadOnlyList<Bait> Chosen(Door door, string kind, IReadOnlyList<Bait> baits, bool deep, bool first)
    {
        // What is written once under a key of theirs is ours from then on.
        if (baits.Count == 0 || (kind is "words" or "commands" && !door.Reads && !(deep && first))) return [];
        if (deep && thorough && (first || kind != "words")) return baits;
        var turn = Interlocked.Increment(ref _turn);
        // Somebody refused, now this role and now that.
        if (!deep && !thorough && turn % 6 != 0) return [];
        if (deep && !first && !thorough && kind == "words") return [];
        // A password costs a tenth of a second of computing.
        var isCostly = door.Access is OpenAttribute { Bucket: "sign-in" };
        var some = Enumerable.Range(0, deep && first && !isCostly ? kind == "words" ? SomeWords : SomeTables : 1).Select(i => baits[(turn * SomeTables + i) % baits.Count]);
        var about = deep && kind == "ids" ? door.Places.Where(p => p.Kind == PlaceKind.Id).SelectMany(p => hunt.Likely(door, p)).ToHashSet() : [];
        return [.. baits.Where(b => about.Contains(b.What)).Concat(some).Distinct()];
    }

    private IEnumerable<(string What, string Kind, IReadOnlyList<Bait> Baits, Func<string, Filling> Fill)> Shapes(Door door)
    {
        var ids = door.Places.Where(p => p.Kind == PlaceKind.Id).ToList();
        if (ids.Count > 0) yield return ("an id of", "ids", _prey.Ids, name => new(door, p => p.Kind == PlaceKind.Id ? name : Neutral(door, p)));
        foreach (var place in door.Places.Where(p => p.Kind == PlaceKind.Id && (ids.Count > 1 || p.In != PlaceIn.Route)))
            yield return ($"in {place}, beside our own, an id of", "ids beside our own", Fitting(door, place), name => new(door, p => p == place ? name : hunt.Ours(door, p)));
        foreach (var place in door.Places.Where(p => p.Kind == PlaceKind.Command))
            yield return ($"in {place} a command id of", "commands", _prey.Commands, name => new(door, p => p == place ? name : hunt.Ours(door, p)));
        foreach (var place in door.Places.Where(p => p.Kind == PlaceKind.Text))
            yield return ($"in {place} a name of", "words", [.. _prey.Words, .. _prey.Ids.Where(i => i.What is "branch" or "ordering_order" or "menu_item")], name => new(door, p => p == place ? name : hunt.Ours(door, p)));
    }

    /// <summary>Ids of the tables the place is about; of all where its name does not say.</summary>
    private IReadOnlyList<Bait> Fitting(Door door, Place place)
    {
        var fitting = hunt.Likely(door, place).SelectMany(t => _prey.ByTable.GetValueOrDefault(t, []).Take(3).Select(id => new Bait(t, id.ToString()))).ToList();
        return fitting.Count > 0 ? fitting : _prey.Ids;
    }

    private string? Neutral(Door door, Place place) => place.Kind is PlaceKind.Code or PlaceKind.Address or PlaceKind.Command ? hunt.Ours(door, place) : place.In == PlaceIn.FieldName ? null : Kinds.Neutral(place);

    /// <summary>Their own people ask first, so that whatever keeps answers has kept theirs; and it shows that the ids are worth something here.</summary>
    private async Task AsTheirsAsync(Door door, IReadOnlyList<Bait> baits, Func<string, Filling> fill)
    {
        if (door.IsOfRestaurant || door.Access is null) return;
        var statuses = new HashSet<int>();
        foreach (var bait in baits) statuses.Add((await hunt.AskAsync(insider, fill, bait.Text)).Status);
        if (statuses.Any(s => s is 200 or 302) && statuses.Count > 1) Interlocked.Increment(ref _live);
    }
}
