using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Restpy.Platform.Keys;

/// <summary>The master keys of an installation, the oldest first. One is the current one.</summary>
/// <remarks>
/// On PostgreSQL a new key waits behind the current one until each server has it; so the current one need not be the
/// last.
/// </remarks>
internal sealed class MasterKeySet
{
    public const int KeyLength = 32;

    /// <summary>More than anybody keeps; each invented token is checked against all of them.</summary>
    public const int Most = 8;

    /// <param name="bytes">32 random bytes.</param>
    /// <param name="since">When it became the current one; of a key that waits, when it was made.</param>
    public sealed class Key(byte[] bytes, DateTimeOffset since)
    {
        private readonly ConcurrentDictionary<string, byte[]> _derived = new();

        public ReadOnlySpan<byte> Bytes => bytes;

        public DateTimeOffset Since => since;

        public string Id => Base32.Encode(For("key id").AsSpan(0, 5));

        public byte[] For(string purpose) => _derived.GetOrAdd(purpose,
            name => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, KeyLength, info: Encoding.UTF8.GetBytes(name)));
    }

    private readonly int _current;

    public MasterKeySet(IReadOnlyList<Key> keys, int current)
    {
        if (keys.Count is 0 or > Most || keys.Any(key => key.Bytes.Length != KeyLength) || current >= keys.Count)
            throw new InvalidOperationException("This is not a master key of Restpy.");
        (All, _current) = (keys, current);
        CurrentFirst = [keys[current], .. keys.Reverse().Where(key => key != keys[current])];
    }

    public static MasterKeySet Of(byte[] key) => new([new(key, DateTimeOffset.UnixEpoch)], 0);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Key> All { get; }

    public Key[] CurrentFirst { get; }

    public Key Current => All[_current];

    /// <summary>Made already and not in use yet; null where there is none.</summary>
    public Key? Waiting => _current + 1 < All.Count ? All[^1] : null;

    /// <summary>The key that can be retired; null where there is only the current one.</summary>
    public Key? Oldest => _current > 0 ? All[0] : null;

    /// <summary>When the oldest key was replaced: what was made before depends on it.</summary>
    public DateTimeOffset OldestReplacedAt => All[1].Since;

    public bool Holds(string id) => All.Any(key => key.Id == id);

    /// <summary>A new key, which waits.</summary>
    public MasterKeySet Add(byte[] key, DateTimeOffset now) => new([.. All, new(key, now)], _current);

    /// <summary>The waiting key becomes the current one.</summary>
    public MasterKeySet UseWaiting(DateTimeOffset now) =>
        new([.. All.Take(All.Count - 1), new(All[^1].Bytes.ToArray(), now)], All.Count - 1);

    /// <summary>Without the oldest.</summary>
    public MasterKeySet WithoutOldest() => new([.. All.Skip(1)], _current - 1);

    /// <summary>With an older key from a recovery sheet, behind all others.</summary>
    public MasterKeySet WithOldest(byte[] key) => new([new(key, DateTimeOffset.UnixEpoch), .. All], _current + 1);
}
