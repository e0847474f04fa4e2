using System.Collections.Concurrent;

namespace Restpy.Trust.Checks;

internal readonly record struct TablePlace(Guid Restaurant, string Table);

/// <summary>
/// How far the search for card numbers has come in the older rows of each table, and the rows in which it found one:
/// those are looked at again each time, so that a claim does not turn green because the search has moved on.
/// </summary>
internal sealed class CardReading(TimeProvider time)
{
    private readonly ConcurrentDictionary<TablePlace, DateTimeOffset> _readWhole = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _looked = new();

    private readonly ConcurrentDictionary<TablePlace, Guid> _reached = new();
    private readonly ConcurrentDictionary<TablePlace, HashSet<Guid>> _found = new();
    private long _olderRead;

    public long OlderRead => Interlocked.Read(ref _olderRead);

    /// <summary>Restaurants in the order in which they are due: those never looked at first.</summary>
    public IEnumerable<Guid> Due(IEnumerable<Guid> restaurants) =>
        restaurants.OrderBy(r => _looked.GetValueOrDefault(r));

    public void Looked(Guid restaurant) => _looked[restaurant] = time.GetUtcNow();

    /// <summary>
    /// When this table was last read from its newest row to its oldest; null while that has not happened.
    /// </summary>
    public DateTimeOffset? ReadWholeAt(TablePlace place) => _readWhole.TryGetValue(place, out var at) ? at : null;

    /// <summary>Where the next part begins; null at the newest of the older rows.</summary>
    public Guid? Reached(TablePlace place) => _reached.TryGetValue(place, out var id) ? id : null;

    /// <param name="place">The table.</param>
    /// <param name="id">The last row read; null when that was the oldest, and the next part begins anew.</param>
    /// <param name="rows">How many were read.</param>
    public void Reach(TablePlace place, Guid? id, int rows)
    {
        Interlocked.Add(ref _olderRead, rows);
        if (id is { } last) _reached[place] = last;
        else
        {
            _reached.TryRemove(place, out _);
            Finish(place);
        }
    }

    public void Finish(TablePlace place) => _readWhole[place] = time.GetUtcNow();

    public IReadOnlyCollection<Guid> Known(TablePlace place) => _found.TryGetValue(place, out var ids) ? [.. ids] : [];

    public int FoundIn(TablePlace place) => _found.TryGetValue(place, out var ids) ? ids.Count : 0;

    /// <summary>
    /// What was found among the rows that were read; a row found before that was not among them is gone.
    /// </summary>
    public void Found(TablePlace place, IEnumerable<Guid> found, IEnumerable<Guid> read) =>
        _found[place] = [.. found.Intersect(read)];
}
