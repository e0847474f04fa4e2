using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Restpy.Backups.PgBackRest;

/// <summary>One archived file of WAL.</summary>
/// <param name="Name">PostgreSQL's: the timeline, then the position.</param>
/// <param name="Path">In the repository.</param>
internal sealed record WalSegment(string Name, string Path, DateTimeOffset ArchivedAt)
{
    public uint Timeline => uint.Parse(Name.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>The archived WAL segments of one PostgreSQL, as the repository lists them.</summary>
internal sealed partial class WalArchive
{
    // Segments without a commit hold vacuum and checkpoints only.
    private const int SegmentsToLookAt = 64;

    private readonly WalReader _reader;
    private readonly ulong _segmentBytes;
    private readonly ILookup<uint, WalSegment> _timelines;
    private readonly HashSet<uint> _histories;
    private readonly Dictionary<uint, SortedList<ulong, WalSegment>> _followed = [];

    private WalArchive(WalReader reader, ulong segmentBytes, IEnumerable<WalSegment> segments,
        HashSet<uint> histories) =>
        (_reader, _segmentBytes, _timelines, _histories) =
            (reader, segmentBytes, segments.ToLookup(s => s.Timeline), histories);

    /// <param name="id">pgBackRest's name for the WAL of one PostgreSQL, such as 15-1.</param>
    public static async Task<WalArchive> ReadAsync(PgBackRestCommands pgBackRest, string stanza, string id,
        CancellationToken ct)
    {
        var folder = $"archive/{stanza}/{id}";
        string[] list = ["repo-ls", "--recurse", "--output=json", folder];
        using var files = JsonDocument.Parse(await pgBackRest.RunAsync(list, PgBackRestCommands.Short, ct));
        var segments = new List<WalSegment>();
        var histories = new HashSet<uint>();
        foreach (var file in files.RootElement.EnumerateObject())
            if (SegmentFile().Match(file.Name) is { Success: true } segment)
                segments.Add(new(segment.Groups[1].Value, $"{folder}/{file.Name}",
                    DateTimeOffset.FromUnixTimeSeconds(file.Value.GetProperty("time").GetInt64())));
            else if (HistoryFile().Match(file.Name) is { Success: true } history)
                histories.Add((uint)Hex(history.Groups[1].Value));
        var ordered = segments.OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var reader = new WalReader(pgBackRest, id[..id.IndexOf('-', StringComparison.Ordinal)]);
        return new(reader, await reader.SegmentBytesAsync(ordered.LastOrDefault(), ct), ordered, histories);
    }

    /// <summary>Whether everything from a segment to a position is there.</summary>
    public bool Covers(string first, ulong lsn)
    {
        var followed = Followed(first);
        if (!followed.TryGetValue(Number(first), out var begin) || begin.Name != first) return false;
        for (var number = Number(first); number <= (lsn - 1) / _segmentBytes; number++)
            if (!followed.ContainsKey(number)) return false;
        return true;
    }

    /// <returns>What is missing from a segment on, as the names before and behind each gap.</returns>
    /// <param name="archivedBefore">Later ones are left out: several processes push, not always in order.</param>
    public IEnumerable<(string Before, string Behind)> GapsFrom(string first, DateTimeOffset archivedBefore)
    {
        var expected = Number(first);
        var before = "the backup";
        foreach (var (number, segment) in Followed(first).Where(s => s.Key >= Number(first)))
        {
            if (number != expected && segment.ArchivedAt < archivedBefore) yield return (before, segment.Name);
            (expected, before) = (number + 1, segment.Name);
        }
    }

    /// <returns>The last transaction behind a position that a segment leads to without a gap, or null.</returns>
    public async Task<WalCommit?> LastCommitAsync(string first, ulong behind, CancellationToken ct)
    {
        var reached = new Stack<WalSegment>();
        for (var number = Number(first); Followed(first).TryGetValue(number, out var segment); number++)
            reached.Push(segment);
        foreach (var segment in reached.Take(SegmentsToLookAt))
            if (await _reader.LastCommitAsync(segment, ct) is { } commit)
                return PgBackRestInfo.Lsn(commit.Lsn) >= behind ? commit : null;
        return null;
    }

    /// <summary>
    /// The segments a recovery from this one reads, by position. After a restore PostgreSQL counts on from there on
    /// a new timeline; recovery follows the newest one that it finds the history of.
    /// </summary>
    private SortedList<ulong, WalSegment> Followed(string first)
    {
        var timeline = new WalSegment(first, "", default).Timeline;
        if (_followed.TryGetValue(timeline, out var known)) return known;
        var newest = timeline;
        while (_histories.Contains(newest + 1)) newest++;
        var followed = new SortedList<ulong, WalSegment>();
        foreach (var segments in _timelines.Where(t => t.Key <= newest).OrderBy(t => t.Key))
        {
            var fork = segments.Min(s => Number(s.Name));
            foreach (var left in followed.Keys.Where(n => n >= fork).ToArray()) followed.Remove(left);
            foreach (var segment in segments) followed[Number(segment.Name)] = segment;
        }
        return _followed[timeline] = followed;
    }

    /// <summary>Counts segments: a position is written in two halves.</summary>
    private ulong Number(string segment) => Hex(segment[8..16]) * ((1UL << 32) / _segmentBytes) + Hex(segment[16..24]);

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9A-F]{16}/([0-9A-F]{24})-[0-9a-f]{40}(?:\.\w+)?\z")]
    private static partial Regex SegmentFile();

    [GeneratedRegex(@"\A([0-9A-F]{8})\.history\z")]
    private static partial Regex HistoryFile();
}
