using System.Security.Cryptography;
using System.Text;

namespace Restpy.Backups.Files;

/// <summary>The key of an installation's backups, made of its master key. It lies in no backup.</summary>
internal sealed class BackupKey
{
    private readonly byte[] _key;

    /// <param name="key">32 bytes.</param>
    public BackupKey(byte[] key) => (_key, Id) = (key, SHA256.HashData([.. key, .. "id"u8])[..8]);

    /// <summary>Eight bytes by which a file says whose it is; they tell nothing of the key.</summary>
    public byte[] Id { get; }

    /// <summary>The key of one file: with a key of its own each, counting is enough for their nonces.</summary>
    public AesGcm For(ReadOnlySpan<byte> salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, salt.ToArray(), Encoding.ASCII.GetBytes("restpy backup file 1")), SealedFile.TagLength);
}
