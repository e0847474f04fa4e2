using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// The buckets of this process. Those that are full again are forgotten, and there are never more than
/// <see cref="Most"/>:
/// when somebody invents more addresses than that, newcomers share some of a thousand. Those known before keep their
/// own.
/// </summary>
internal sealed class LocalRateLimits(MasterKey master, TimeProvider time)
{
    internal const int Most = 50_000;
    internal const int OverflowLimits = 1000;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    // Keyed: the ids also stand in the database, and shall not tell an address to who reads them there.
    private const string Purpose = "rate buckets";
    private readonly ConcurrentDictionary<Guid, RateLimitState> _spent = new();
    private readonly long _start = time.GetTimestamp();
    private int _count;
    private long _swept;

    public int Count => _count;

    /// <summary>Microseconds since this process began.</summary>
    public long Now => time.GetElapsedTime(_start).Ticks / 10;

    public RateLimitState Of(string name, string address)
    {
        var id = Id($"{name}|{address}");
        if (_spent.TryGetValue(id, out var known)) return known;
        if (_count >= Most) Sweep();
        if (_count >= Most) id = Id($"{name}|common {BitConverter.ToUInt32(id.ToByteArray()) % OverflowLimits}");
        if (_spent.TryGetValue(id, out known)) return known;
        var made = new RateLimitState(id);
        if (!_spent.TryAdd(id, made)) return _spent.GetValueOrDefault(id, made);
        Interlocked.Increment(ref _count);
        return made;
    }

    /// <summary>Forgets what nobody can tell from a bucket never seen.</summary>
    public void Sweep()
    {
        var now = Now;
        var last = Interlocked.Read(ref _swept);
        if (now - last < SweepEvery.Ticks / 10 || Interlocked.CompareExchange(ref _swept, now, last) != last) return;
        foreach (var (id, spent) in _spent)
            if (spent.TryForget(now) && _spent.TryRemove(id, out _)) Interlocked.Decrement(ref _count);
    }

    private Guid Id(string text) =>
        new(HMACSHA256.HashData(master.For(Purpose), Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <summary>
/// One bucket: the instant at which it will be full again, and how much of it no other node knows of. Microseconds.
/// </summary>
internal sealed class RateLimitState(Guid id)
{
    private readonly Lock _lock = new();
    private long _fullAt;
    private long _untold;
    private bool _isWaiting;
    private bool _isForgotten;

    public Guid Id => id;

    /// <summary>Takes a token if there is one.</summary>
    /// <returns>How long until there is one, 0 when it was taken; null when this bucket was forgotten
    /// meanwhile.</returns>
    public long? Take(RateLimit bucket, long now)
    {
        lock (_lock)
        {
            if (_isForgotten) return null;
            var after = Math.Max(_fullAt, now) + bucket.Token;
            if (after - now > bucket.Whole) return after - now - bucket.Whole;
            _fullAt = after;
            return 0;
        }
    }

    /// <summary>Notes what the other nodes are to be told.</summary>
    /// <returns>True when nothing of this bucket waited to be told before.</returns>
    public bool AddPending(long spent)
    {
        lock (_lock)
        {
            _untold += spent;
            var isFirst = !_isWaiting;
            _isWaiting = true;
            return isFirst;
        }
    }

    public bool MustShare(RateLimit bucket)
    {
        lock (_lock) return _untold + bucket.Token > bucket.Untold;
    }

    /// <returns>What the other nodes were not told; from now on it counts as told.</returns>
    public long TakePending()
    {
        lock (_lock)
        {
            var told = _untold;
            (_untold, _isWaiting) = (0, false);
            return told;
        }
    }

    /// <summary>
    /// What all nodes together have spent. Never less than was known here: nothing gives a token back but time.
    /// </summary>
    public void ApplyShared(long now, long untilFull)
    {
        lock (_lock) _fullAt = Math.Max(_fullAt, now + untilFull + _untold);
    }

    public bool TryForget(long now)
    {
        lock (_lock) return _isForgotten |= _fullAt <= now && !_isWaiting;
    }
}
