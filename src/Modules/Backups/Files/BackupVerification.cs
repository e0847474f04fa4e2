using System.Security.Cryptography;
using Restpy.Backups.Contract;
using Restpy.Backups.Stores;

namespace Restpy.Backups.Files;

/// <summary>
/// Reads what lies in the store and names what is wrong. Kept for the life of the process it reads each file once a
/// day, and at once when the store says that it changed.
/// </summary>
internal sealed class BackupVerification(IBackupStore store, BackupKey key, TimeProvider time, int days)
{
    /// <summary>Of one round beside the service; the rest waits for the next.</summary>
    private const long MostAtOnce = 512L << 20;
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, Seen> _seen = [];

    private sealed record Seen(string Mark, DateTimeOffset At, BackupHeader? Head, string Hash, string? Problem);

    /// <summary>What was wrong when it was last looked.</summary>
    public IReadOnlyList<string> Known { get; private set; } = [];

    /// <summary>Files that were not read within a day yet: the rounds have not come to them.</summary>
    public int Unread { get; private set; }

    /// <summary>Every file, now.</summary>
    public Task<IReadOnlyList<string>> AllAsync(CancellationToken ct) => RunAsync(long.MaxValue, ct);

    /// <summary>What is new, what changed, and what was last read a day ago.</summary>
    public Task<IReadOnlyList<string>> RoundAsync(CancellationToken ct) => RunAsync(MostAtOnce, ct);

    private async Task<IReadOnlyList<string>> RunAsync(long budget, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return Known = await ReadDueAsync(budget, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlyList<string>> ReadDueAsync(long budget, CancellationToken ct)
    {
        var isAll = budget == long.MaxValue;
        var sets = await Catalogue.ReadAsync(store, ct);
        var files = sets.SelectMany(set => set.Files).ToList();
        var there = files.Select(f => f.File.Name).ToHashSet();
        foreach (var gone in _seen.Keys.Where(name => !there.Contains(name)).ToList()) _seen.Remove(gone);
        // What changed comes first: that is what somebody may have done.
        var due = files.Where(IsDue).OrderByDescending(f => _seen.ContainsKey(f.File.Name))
            .ThenByDescending(f => f.Name.At).ToList();
        Unread = due.Count;
        foreach (var (name, file) in due)
        {
            // At least one: a file larger than the budget has its turn as well.
            if ((budget -= file.Bytes) < 0 && Unread < due.Count) break;
            _seen[file.Name] = await ReadAsync(name, file, ct);
            Unread--;
        }
        return [.. sets.SelectMany(set => Problems(set, sets))];

        bool IsDue((BackupName Name, StoredFile File) f) =>
            isAll || !_seen.TryGetValue(f.File.Name, out var seen) || seen.Mark != f.File.Mark
                || time.GetUtcNow() - seen.At > CountsFor;
    }

    private async Task<Seen> ReadAsync(BackupName name, StoredFile file, CancellationToken ct)
    {
        try
        {
            using var hash = SHA256.Create();
            await using var stored = await store.OpenAsync(file.Name, ct);
            await using var hashing = new CryptoStream(stored, hash, CryptoStreamMode.Read);
            var head = await Task.Run(() => BackupFile.Read(hashing, key, name, page: null), ct);
            return new(file.Mark, time.GetUtcNow(), head, Convert.ToHexStringLower(hash.Hash!), null);
        }
        catch (BackupFailedException broken)
        {
            return new(file.Mark, time.GetUtcNow(), null, "", broken.Message);
        }
    }

    private IEnumerable<string> Problems(StoredSet set, IReadOnlyList<StoredSet> all)
    {
        var previous = "";
        foreach (var ((name, file), index) in set.Files.Select((f, i) => (f, i)))
        {
            var seen = _seen.GetValueOrDefault(file.Name);
            if (name.Number != index)
            {
                yield return $"The set {set.Name} is incomplete: its file {index} is missing.";
                yield break;
            }
            if (seen?.Problem is { } problem) yield return problem;
            if (seen?.Head is { } head)
            {
                if (previous.Length > 0 && head.Previous != previous)
                    yield return $"{name} does not follow the file before it.";
                if (IsMissed(head.SetBefore, all))
                    yield return $"The set {head.SetBefore} is missing: {set.Name} was begun after it.";
            }
            previous = seen?.Hash ?? "";
        }
    }

    /// <summary>A set that was there, is not there any more, and is too young to have been removed.</summary>
    private bool IsMissed(string set, IReadOnlyList<StoredSet> all)
    {
        if (set.Length == 0 || all.Any(s => s.Name == set)) return false;
        var after = all.First(s => string.CompareOrdinal(s.Name, set) > 0);
        return after.Restorable is { } next && next.From > time.GetUtcNow().AddDays(-days);
    }
}
