using System.Security.Cryptography;
using System.Text;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// The installation's own key, in a file beside the database and never in it: a stolen database cannot sign. After a
/// rotation it holds the older keys too: everything is made with the current key and checked against each.
/// </summary>
public sealed class MasterKey
{
    public const string FileName = "master.key";
    private const string SealPurpose = "seal";

    private volatile MasterKeySet _keys;

    internal MasterKey(MasterKeySet keys) => _keys = keys;

    internal MasterKey(byte[] key) : this(MasterKeySet.Of(key))
    {
    }

    /// <summary>A key that lies in a file: master.key, or where a restore was told to look.</summary>
    public static MasterKey At(string path) => new(MasterKeyFile.Read(File.ReadAllBytes(path)));

    /// <summary>Writes a new random key into the folder, for its owner alone. Never over one that is there.</summary>
    public static MasterKey Create(string folder)
    {
        var master = New();
        master.WriteTo(folder);
        return master;
    }

    internal static MasterKey New() => new(RandomNumberGenerator.GetBytes(MasterKeySet.KeyLength));

    internal void WriteTo(string folder)
    {
        DataFolder.MakeOwn(folder);
        DataFolder.WriteNew(Path.Combine(folder, FileName), MasterKeyFile.Write(_keys));
    }

    /// <summary>Eight characters that tell two keys apart and say nothing of either.</summary>
    public string Id => _keys.Current.Id;

    internal MasterKeySet Keys => _keys;

    /// <summary>From now on these keys, in the running product.</summary>
    internal void Use(MasterKeySet keys) => _keys = keys;

    /// <summary>The current key alone, for the recovery sheet.</summary>
    internal ReadOnlySpan<byte> Bytes => _keys.Current.Bytes;

    /// <summary>A key for one purpose; knowing it tells nothing of the others.</summary>
    public byte[] For(string purpose) => _keys.Current.For(purpose);

    /// <summary>A key for one purpose, of the master key with this id.</summary>
    /// <returns>Null where that key is not here.</returns>
    public byte[]? For(string purpose, string keyId) => _keys.All.FirstOrDefault(key => key.Id == keyId)?.For(purpose);

    /// <summary>The id of the oldest key: of what was made before the first rotation and names no key.</summary>
    public string OldestId => _keys.All[0].Id;

    /// <summary>The keys for one purpose: the current one first, then what may still be checked.</summary>
    public IEnumerable<byte[]> AllFor(string purpose) => _keys.CurrentFirst.Select(key => key.For(purpose));

    /// <summary>HMAC-SHA256 with the current key, cut to the length of the tag (at most 32 bytes).</summary>
    public void Tag(string purpose, ReadOnlySpan<byte> data, Span<byte> tag) => Tag(_keys.Current, purpose, data, tag);

    /// <summary>Whether one of the keys makes this tag.</summary>
    public bool IsTag(string purpose, ReadOnlySpan<byte> data, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[tag.Length];
        foreach (var key in _keys.CurrentFirst)
        {
            Tag(key, purpose, data, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, tag)) return true;
        }
        return false;
    }

    /// <summary>Proof that this installation wrote a text: nobody without the key can make one for another.</summary>
    public string Sign(string text, string purpose) =>
        Convert.ToBase64String(HMACSHA256.HashData(For(purpose), Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether one of the keys signed the text.</summary>
    public bool IsSigned(string text, string purpose, string signature)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(signature, bytes, out var length) && length == bytes.Length
            && IsTag(purpose, Encoding.UTF8.GetBytes(text), bytes);
    }

    /// <summary>
    /// AES-256-GCM: version, nonce, tag, text. The label is bound in, so that a value cannot be moved elsewhere.
    /// </summary>
    public string Seal(string plain, string label)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[1 + 12 + 16 + text.Length];
        sealedBytes[0] = 1;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, 12));
        using var aes = new AesGcm(For(SealPurpose), 16);
        aes.Encrypt(sealedBytes.AsSpan(1, 12), text, sealedBytes.AsSpan(29), sealedBytes.AsSpan(13, 16),
            Encoding.UTF8.GetBytes(label));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">Changed, moved, or sealed by another installation.</exception>
    public string Open(string sealedText, string label)
    {
        AuthenticationTagMismatchException? refused = null;
        foreach (var key in _keys.CurrentFirst)
        {
            try
            {
                return Open(key, sealedText, label);
            }
            catch (AuthenticationTagMismatchException mismatch)
            {
                refused = mismatch;
            }
        }
        throw refused!;
    }

    /// <summary>The same value sealed with the current key.</summary>
    /// <returns>Null where it is that already, or where none of the keys opens it.</returns>
    public string? Reseal(string sealedText, string label)
    {
        foreach (var key in _keys.CurrentFirst)
        {
            try
            {
                var plain = Open(key, sealedText, label);
                return key == _keys.Current ? null : Seal(plain, label);
            }
            catch (CryptographicException)
            {
                // Sealed with another key; the next one is tried.
            }
        }
        return null;
    }

    private static string Open(MasterKeySet.Key key, string sealedText, string label)
    {
        var bytes = Convert.FromBase64String(sealedText);
        if (bytes.Length < 29 || bytes[0] != 1) throw new CryptographicException("Not a sealed value.");
        var text = new byte[bytes.Length - 29];
        using var aes = new AesGcm(key.For(SealPurpose), 16);
        aes.Decrypt(bytes.AsSpan(1, 12), bytes.AsSpan(29), bytes.AsSpan(13, 16), text, Encoding.UTF8.GetBytes(label));
        return Encoding.UTF8.GetString(text);
    }

    private static void Tag(MasterKeySet.Key key, string purpose, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(key.For(purpose), data, whole);
        whole[..tag.Length].CopyTo(tag);
    }
}
