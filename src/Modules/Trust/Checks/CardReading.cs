using System.Collections.Concurrent;

namespace Restpy.Trust.Checks;

internal readonly record struct TablePlace(Guid Restaurant, string Table);

/// <summary>
/// How far the search for card numbers has come in the older rows of each table, and the rows in which it found one: those
/// are looked at again each time, so that a claim does not turn green because the search has moved on.
/// </summary>
internal sealed class CardReading
{
    private readonly ConcurrentDictionary<TablePlace, Guid> _reached = new();
    private readonly ConcurrentDictionary<TablePlace, bool> _finished = new();
    private readonly ConcurrentDictionary<TablePlace, HashSet<Guid>> _found = new();
    private long _olderRead;

    public long OlderRead => Interlocked.Read(ref _olderRead);

    /// <summary>Tables not read to their end once.</summary>
    public int Unfinished => _finished.Count(t => !t.Value);

    /// <summary>Where the next part begins; null at the newest of the older rows.</summary>
    public Guid? Reached(TablePlace place) => _reached.TryGetValue(place, out var id) ? id : null;

    /// <param name="place">The table.</param>
    /// <param name="id">The last row read; null when that was the oldest, and the next part begins anew.</param>
    /// <param name="rows">How many were read.</param>
    public void Reach(TablePlace place, Guid? id, int rows)
    {
        Interlocked.Add(ref _olderRead, rows);
        if (id is { } last)
        {
            _reached[place] = last;
            _finished.TryAdd(place, false);
        }
        else
        {
            _reached.TryRemove(place, out _);
            Finish(place);
        }
    }

    public void Finish(TablePlace place) => _finished[place] = true;

    public IReadOnlyCollection<Guid> Known(TablePlace place) => _found.TryGetValue(place, out var ids) ? [.. ids] : [];

    public int FoundIn(TablePlace place) => _found.TryGetValue(place, out var ids) ? ids.Count : 0;

    /// <summary>What was found among the rows that were read; a row found before that was not among them is gone.</summary>
    public void Found(TablePlace place, IEnumerable<Guid> found, IEnumerable<Guid> read) => _found[place] = [.. found.Intersect(read)];
}
