using System.Collections.Concurrent;

namespace Restpy.Probe.Notes;

/// <summary>
/// What a run has seen so far. Of failures of one kind at one place the first is told and the rest are counted.
/// </summary>
internal sealed class ProbeNotes
{
    private readonly ConcurrentDictionary<string, (string First, int Times)> _failures = new();
    private readonly ConcurrentDictionary<string, byte> _notAttacked = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    public int Attempts => _attempts.Values.Sum();

    /// <summary>How many attempts of each kind.</summary>
    public IReadOnlyDictionary<string, int> ByKind => _attempts;

    public IReadOnlyList<string> Failures =>
        [.. _failures.OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => f.Value.Times == 1 ? f.Value.First : $"{f.Value.First} (and {f.Value.Times - 1} more)")];

    public IReadOnlyList<string> NotAttacked => [.. _notAttacked.Keys.Order(StringComparer.Ordinal)];

    public void Tried(string kind, int times = 1) => _attempts.AddOrUpdate(kind, times, (_, n) => n + times);

    /// <param name="slot">The endpoint or model; what failures are gathered by.</param>
    /// <param name="what">One sentence.</param>
    public void Failed(string slot, string what) =>
        _failures.AddOrUpdate(slot, ($"{slot}: {what}", 1), (_, known) => (known.First, known.Times + 1));

    public void Left(string what) => _notAttacked.TryAdd(what, 0);
}
