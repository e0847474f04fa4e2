using System.Globalization;
using System.Text.RegularExpressions;

namespace Restpy.Backups.PgBackRest;

/// <summary>A transaction in the archived WAL.</summary>
/// <param name="Lsn">Its position, as PostgreSQL prints it.</param>
internal sealed record WalCommit(DateTimeOffset At, string Lsn);

/// <summary>Reads transactions out of archived WAL segments, with PostgreSQL's pg_waldump.</summary>
internal sealed partial class WalReader(PgBackRestCommands pgBackRest, string major)
{
    private const ulong UsualSegmentBytes = 16 << 20;
    private const int SmallestSegmentBytes = 1 << 20;

    private readonly Dictionary<string, WalCommit?> _commits = [];

    /// <returns>How long a segment is: a cluster may be built with longer ones, as an unpacked one tells.</returns>
    public async Task<ulong> SegmentBytesAsync(WalSegment? segment, CancellationToken ct) =>
        segment is not null && await BytesAsync(segment.Path, ct) is { Length: >= SmallestSegmentBytes } bytes
            ? (ulong)bytes.Length : UsualSegmentBytes;

    /// <returns>Null where the segment has none, or cannot be read: verify names it.</returns>
    public async Task<WalCommit?> LastCommitAsync(WalSegment segment, CancellationToken ct)
    {
        if (_commits.TryGetValue(segment.Path, out var known)) return known;
        return _commits[segment.Path] = await BytesAsync(segment.Path, ct) is { } bytes
            ? await LastCommitAsync(segment.Name, bytes, ct) : null;
    }

    private async Task<WalCommit?> LastCommitAsync(string name, byte[] bytes, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("restpy-wal-").FullName;
        try
        {
            var file = Path.Combine(folder, name);
            await File.WriteAllBytesAsync(file, bytes, ct);
            // Its code is not looked at: where the segment ends, pg_waldump misses the next one.
            var program = PostgresPrograms.Path("pg_waldump", major);
            string[] arguments = ["--rmgr=Transaction", file];
            var result = await PostgresHost.RunAsSelfAsync(program, arguments, PgBackRestCommands.Short, ct);
            return Commit().Matches(result.Output).LastOrDefault() is { } last
                ? new(DateTimeOffset.Parse(last.Groups[2].Value + "Z", CultureInfo.InvariantCulture),
                    last.Groups[1].Value)
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<byte[]?> BytesAsync(string path, CancellationToken ct)
    {
        var packed = await pgBackRest.FileAsync(path, ct);
        return packed is null || !path.EndsWith(".zst", StringComparison.Ordinal) ? packed : Zstandard.Unpack(packed);
    }

    [GeneratedRegex(@"lsn: ([0-9A-F]+/[0-9A-F]+),.*desc: COMMIT (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) UTC")]
    private static partial Regex Commit();
}
