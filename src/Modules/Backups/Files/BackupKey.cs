using System.Security.Cryptography;
using System.Text;

namespace Restpy.Backups.Files;

/// <summary>The keys of an installation's backups, made from its master keys. They are stored in no backup.</summary>
/// <param name="keys">32 bytes each, the current one first. Asked for each file, because the master key may
/// change.</param>
internal sealed class BackupKey(Func<IEnumerable<byte[]>> keys)
{
    public BackupKey(byte[] key) : this(() => [key])
    {
    }

    /// <summary>For a new file.</summary>
    public One Current => new(keys().First());

    /// <returns>The key a file was sealed with; null where it is none of ours.</returns>
    public One? Find(ReadOnlySpan<byte> id)
    {
        foreach (var key in keys())
            if (new One(key) is var one && id.SequenceEqual(one.Id)) return one;
        return null;
    }

    public sealed class One(byte[] key)
    {
        /// <summary>Eight bytes by which a file says whose it is; they tell nothing of the key.</summary>
        public byte[] Id { get; } = SHA256.HashData([.. key, .. "id"u8])[..8];

        /// <summary>The key of one file: with a key of its own each, counting is enough for their nonces.</summary>
        public AesGcm For(ReadOnlySpan<byte> salt)
        {
            var info = Encoding.ASCII.GetBytes("restpy backup file 1");
            return new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, salt.ToArray(), info),
                EncryptedFile.TagLength);
        }
    }
}
