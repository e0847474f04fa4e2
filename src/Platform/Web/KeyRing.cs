using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;

namespace Restpy.Platform.Web;

/// <summary>The installation's own key, a file beside the database and never in it. Whoever steals the database cannot sign.</summary>
public sealed class MasterKey
{
    public const string FileName = "master.key";

    private readonly byte[] _key;

    internal MasterKey(byte[] key) => _key = key.Length == 32 ? key : throw new InvalidOperationException("master.key must hold 32 bytes.");

    /// <summary>A key that lies in a file: master.key, or where a restore was told to look.</summary>
    public static MasterKey At(string path) => new(File.ReadAllBytes(path));

    /// <summary>Writes a new random key into the folder, for its owner alone. Never over one that is there.</summary>
    public static MasterKey Create(string folder)
    {
        var master = New();
        master.WriteTo(folder);
        return master;
    }

    internal static MasterKey New() => new(RandomNumberGenerator.GetBytes(32));

    internal void WriteTo(string folder)
    {
        DataFolder.MakeOwn(folder);
        DataFolder.WriteNew(Path.Combine(folder, FileName), _key);
    }

    /// <summary>Eight characters that tell two keys apart and say nothing of either.</summary>
    public string Id => Base32.Encode(For("key id").AsSpan(0, 5));

    /// <summary>For the recovery sheet and for KMS, which take the key as it is.</summary>
    internal ReadOnlySpan<byte> Bytes => _key;

    /// <summary>Proof that this installation wrote a text: nobody without the key can make one for another.</summary>
    public string Sign(string text, string purpose) => Convert.ToBase64String(HMACSHA256.HashData(For(purpose), System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>A key for one purpose; knowing it tells nothing of the others.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    /// <summary>AES-256-GCM: version, nonce, tag, text. The label is bound in, so that a value cannot be moved elsewhere.</summary>
    public string Seal(string plain, string label)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[1 + 12 + 16 + text.Length];
        sealedBytes[0] = 1;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, 12));
        using var aes = new AesGcm(For("seal"), 16);
        aes.Encrypt(sealedBytes.AsSpan(1, 12), text, sealedBytes.AsSpan(29), sealedBytes.AsSpan(13, 16), System.Text.Encoding.UTF8.GetBytes(label));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">Changed, moved, or sealed by another installation.</exception>
    public string Open(string sealedText, string label)
    {
        var bytes = Convert.FromBase64String(sealedText);
        if (bytes.Length < 29 || bytes[0] != 1) throw new CryptographicException("Not a sealed value.");
        var text = new byte[bytes.Length - 29];
        using var aes = new AesGcm(For("seal"), 16);
        aes.Decrypt(bytes.AsSpan(1, 12), bytes.AsSpan(29), bytes.AsSpan(13, 16), text, System.Text.Encoding.UTF8.GetBytes(label));
        return System.Text.Encoding.UTF8.GetString(text);
    }
}

/// <summary>Data Protection keys in the database, sealed: all nodes share them, and a restart logs nobody out.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, MasterKey master) : IXmlRepository
{
    // Synchronous because the framework's interface is; it runs at start and every 90 days.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        return [.. db.Set<ProtectionKey>().AsNoTracking().ToList().Select(k => XElement.Parse(master.Open(k.SealedXml, k.Name)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        db.Add(new ProtectionKey { Name = friendlyName, SealedXml = master.Seal(element.ToString(SaveOptions.DisableFormatting), friendlyName) });
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}

internal sealed class KeyRingOptions(IServiceScopeFactory scopes, MasterKey master) : Microsoft.Extensions.Options.IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = new KeyRing(scopes, master);
        // The repository seals the whole element, revocations included. Sealing the secret inside it a second time adds
        // nothing, and without an encryptor the framework warns of plain text that is not there.
        options.XmlEncryptor = new NullXmlEncryptor();
    }
}
