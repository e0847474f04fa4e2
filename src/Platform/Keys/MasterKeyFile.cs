using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Restpy.Platform.Keys;

/// <summary>
/// The bytes of master.key. One key: its 32 bytes. Several: "RKS2", how many, which is current, for each the Unix
/// second since it is and its 32 bytes, then the first 8 bytes of SHA-256 over all of that.
/// </summary>
internal static class MasterKeyFile
{
    private const int HeadLength = 6, EntryLength = 8 + MasterKeySet.KeyLength, CheckLength = 8;

    public static byte[] Write(MasterKeySet keys)
    {
        if (keys.All is [{ } only] && only.Since == DateTimeOffset.UnixEpoch) return only.Bytes.ToArray();
        var bytes = new byte[HeadLength + (keys.All.Count * EntryLength) + CheckLength];
        "RKS2"u8.CopyTo(bytes);
        (bytes[4], bytes[5]) = ((byte)keys.All.Count, (byte)keys.All.TakeWhile(key => key != keys.Current).Count());
        for (var i = 0; i < keys.All.Count; i++)
        {
            var entry = bytes.AsSpan(HeadLength + (i * EntryLength), EntryLength);
            BinaryPrimitives.WriteInt64BigEndian(entry, keys.All[i].Since.ToUnixTimeSeconds());
            keys.All[i].Bytes.CopyTo(entry[8..]);
        }
        CheckOf(bytes).CopyTo(bytes.AsSpan(bytes.Length - CheckLength));
        return bytes;
    }

    /// <exception cref="InvalidOperationException">The bytes are no master key, or not all of it.</exception>
    public static MasterKeySet Read(byte[] bytes)
    {
        if (bytes.Length == MasterKeySet.KeyLength) return MasterKeySet.Of(bytes);
        if (!IsWhole(bytes))
            throw new InvalidOperationException("master.key is damaged or is no master key of Restpy.");
        return new([.. Enumerable.Range(0, bytes[4]).Select(i => Entry(bytes, i))], bytes[5]);
    }

    private static bool IsWhole(byte[] bytes) =>
        bytes.Length > HeadLength + CheckLength && bytes.AsSpan().StartsWith("RKS2"u8)
        && bytes.Length == HeadLength + (bytes[4] * EntryLength) + CheckLength
        && CheckOf(bytes).SequenceEqual(bytes[^CheckLength..]);

    private static MasterKeySet.Key Entry(byte[] bytes, int number)
    {
        var entry = bytes.AsSpan(HeadLength + (number * EntryLength), EntryLength);
        return new(entry[8..].ToArray(),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(entry)));
    }

    private static byte[] CheckOf(byte[] bytes) =>
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - CheckLength))[..CheckLength];
}
