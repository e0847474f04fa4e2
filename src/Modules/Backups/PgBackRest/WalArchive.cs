using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Restpy.Backups.PgBackRest;

/// <summary>A transaction in the archived WAL.</summary>
/// <param name="Lsn">Its position, as PostgreSQL prints it.</param>
internal sealed record WalCommit(DateTimeOffset At, string Lsn);

/// <summary>The archived WAL segments of one PostgreSQL, read from the repository.</summary>
internal sealed partial class WalArchive
{
    // Segments without a commit hold vacuum and checkpoints only.
    private const int SegmentsToLookAt = 64;
    private const int UsualSegmentBytes = 16 << 20;

    private readonly PgBackRestCommands _pgBackRest;
    private readonly string _id;
    private readonly SortedList<ulong, ArchivedSegment> _segments = [];
    private readonly Dictionary<string, WalCommit?> _commits = [];
    private ulong _segmentBytes = UsualSegmentBytes;

    private WalArchive(PgBackRestCommands pgBackRest, string id) => (_pgBackRest, _id) = (pgBackRest, id);

    public static async Task<WalArchive> ReadAsync(PgBackRestCommands pgBackRest, string stanza, string id, CancellationToken ct)
    {
        var archive = new WalArchive(pgBackRest, id);
        var list = await pgBackRest.RunAsync(["repo-ls", "--recurse", "--output=json", $"archive/{stanza}/{id}"], PgBackRestCommands.Short, ct);
        using var files = JsonDocument.Parse(list);
        var segments = files.RootElement.EnumerateObject().Select(f => (Name: SegmentFile().Match(f.Name), File: f.Value)).Where(f => f.Name.Success)
            .Select(f => new ArchivedSegment(f.Name.Groups[1].Value, $"archive/{stanza}/{id}/{f.Name.Value}",
                DateTimeOffset.FromUnixTimeSeconds(f.File.GetProperty("time").GetInt64())))
            .OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        // A cluster may be built with longer segments; only an unpacked one tells.
        if (segments.Count > 0 && await archive.BytesAsync(segments[^1].Path, ct) is { Length: >= 1 << 20 } bytes) archive._segmentBytes = (ulong)bytes.Length;
        // After a promotion the same number may be there on two timelines: recovery follows the later one.
        foreach (var segment in segments) archive._segments[archive.Number(segment.Name)] = segment;
        return archive;
    }

    /// <summary>Whether everything from a segment to a position is there.</summary>
    public bool Covers(string first, ulong lsn)
    {
        for (var number = Number(first); number <= (lsn - 1) / _segmentBytes; number++)
            if (!_segments.ContainsKey(number)) return false;
        return true;
    }

    /// <returns>What is missing from a segment on, as the names before and behind each gap.</returns>
    /// <param name="archivedBefore">Later segments are left out: several processes push, and not always in order.</param>
    public IEnumerable<(string Before, string Behind)> GapsFrom(string first, DateTimeOffset archivedBefore)
    {
        var expected = Number(first);
        var before = "the backup";
        foreach (var (number, segment) in _segments.Where(s => s.Key >= Number(first)))
        {
            if (number != expected && segment.ArchivedAt < archivedBefore) yield return (before, segment.Name);
            (expected, before) = (number + 1, segment.Name);
        }
    }

    /// <returns>The last transaction behind a position that can be reached from a segment without a gap; null where there is none.</returns>
    public async Task<WalCommit?> LastCommitAsync(string first, ulong behind, CancellationToken ct)
    {
        var reached = new Stack<ArchivedSegment>();
        for (var number = Number(first); _segments.TryGetValue(number, out var segment); number++) reached.Push(segment);
        foreach (var segment in reached.Take(SegmentsToLookAt))
        {
            if (!_commits.TryGetValue(segment.Path, out var commit))
                _commits[segment.Path] = commit = await CommitInAsync(segment, ct);
            if (commit is not null) return PgBackRestInfo.Lsn(commit.Lsn) >= behind ? commit : null;
        }
        return null;
    }

    private async Task<WalCommit?> CommitInAsync(ArchivedSegment segment, CancellationToken ct)
    {
        // A segment that cannot be read has nothing to restore from; verify names it.
        if (await BytesAsync(segment.Path, ct) is not { } bytes) return null;
        var folder = Directory.CreateTempSubdirectory("restpy-wal-").FullName;
        try
        {
            var file = Path.Combine(folder, segment.Name);
            await File.WriteAllBytesAsync(file, bytes, ct);
            var major = _id[.._id.IndexOf('-', StringComparison.Ordinal)];
            // Its code is not looked at: where the segment ends, pg_waldump misses the next one.
            var result = await PostgresHost.RunAsSelfAsync(PostgresPrograms.Path("pg_waldump", major), ["--rmgr=Transaction", file], PgBackRestCommands.Short, ct);
            return Commit().Matches(result.Output).LastOrDefault() is { } last
                ? new(DateTimeOffset.Parse(last.Groups[2].Value + "Z", CultureInfo.InvariantCulture), last.Groups[1].Value)
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<byte[]?> BytesAsync(string path, CancellationToken ct)
    {
        var packed = await _pgBackRest.FileAsync(path, ct);
        return packed is null || !path.EndsWith(".zst", StringComparison.Ordinal) ? packed : Zstandard.Unpack(packed);
    }

    /// <summary>Counts segments: a name is the timeline, then the position in two halves.</summary>
    private ulong Number(string segment) =>
        Hex(segment[8..16]) * ((1UL << 32) / _segmentBytes) + Hex(segment[16..24]);

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=^|/)[0-9A-F]{16}/([0-9A-F]{24})-[0-9a-f]{40}(?:\.\w+)?\z")]
    private static partial Regex SegmentFile();

    [GeneratedRegex(@"lsn: ([0-9A-F]+/[0-9A-F]+),.*desc: COMMIT (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) UTC")]
    private static partial Regex Commit();

    private sealed record ArchivedSegment(string Name, string Path, DateTimeOffset ArchivedAt);
}
