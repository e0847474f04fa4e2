using System.Security.Cryptography;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// A key in AWS KMS that encrypts the master key: the data folder holds the ciphertext alone, and each start asks KMS
/// to open it.
/// Configured as Restpy:MasterKey:Kms; what is not configured there comes from the SDK's own chain.
/// </summary>
internal sealed class KmsKey(string keyId, IConfigurationSection settings)
{
    public const string FileName = "master.key.kms";
    private const string Section = "Restpy:MasterKey:Kms";

    /// <summary>Bound to the ciphertext and shown in CloudTrail; a policy may ask for it.</summary>
    private static readonly Dictionary<string, string> Context =
        new() { ["application"] = "restpy", ["purpose"] = "master-key" };

    /// <returns>Null where none is configured.</returns>
    public static KmsKey? From(IConfiguration settings) =>
        settings.GetSection(Section) is var section && section["KeyId"] is { Length: > 0 } keyId
            ? new(keyId, section)
            : null;

    public static string PathIn(DatabaseOptions database) =>
        Path.GetFullPath(Path.Combine(database.DataDirectory, FileName));

    /// <summary>A new master key, made by KMS; its ciphertext is written into the folder.</summary>
    public async Task<MasterKey> CreateAsync(string folder, CancellationToken ct)
    {
        var request = new GenerateDataKeyRequest
        {
            KeyId = keyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Context,
        };
        var made = await AskAsync("GenerateDataKey", kms => kms.GenerateDataKeyAsync(request, ct));
        DataFolder.MakeOwn(folder);
        DataFolder.WriteNew(Path.Combine(folder, FileName), made.CiphertextBlob.ToArray());
        return new(made.Plaintext.ToArray());
    }

    /// <exception cref="DatabaseRefusedException">KMS does not open it. The message says why.</exception>
    public async Task<MasterKey> ReadAsync(string path, CancellationToken ct)
    {
        return await DecryptAsync(await File.ReadAllBytesAsync(path, ct), ct);
    }

    private async Task<MasterKey> DecryptAsync(byte[] ciphertext, CancellationToken ct)
    {
        using var blob = new MemoryStream(ciphertext);
        var request = new DecryptRequest { KeyId = keyId, CiphertextBlob = blob, EncryptionContext = Context };
        return new(
            MasterKeyFile.Read((await AskAsync("Decrypt", kms => kms.DecryptAsync(request, ct))).Plaintext.ToArray()));
    }

    /// <summary>
    /// Writes the ciphertext of a key that lies open, and removes the open file once KMS has given the same key back.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">KMS refuses. The open file stays as it is.</exception>
    public async Task TakeOverAsync(string plain, string sealedPath, CancellationToken ct)
    {
        DataFolder.WriteNew(sealedPath, await EncryptAsync(MasterKey.At(plain).Keys, ct));
        File.Delete(plain);
    }

    /// <summary>Encrypts keys, and has KMS decrypt them to be sure.</summary>
    /// <returns>The ciphertext.</returns>
    /// <exception cref="DatabaseRefusedException">KMS refuses, or gives back another key.</exception>
    public async Task<byte[]> EncryptAsync(MasterKeySet keys, CancellationToken ct)
    {
        var bytes = MasterKeyFile.Write(keys);
        using var text = new MemoryStream(bytes);
        var request = new EncryptRequest { KeyId = keyId, Plaintext = text, EncryptionContext = Context };
        var made = await AskAsync("Encrypt", kms => kms.EncryptAsync(request, ct));
        var ciphertext = made.CiphertextBlob.ToArray();
        var back = MasterKeyFile.Write((await DecryptAsync(ciphertext, ct)).Keys);
        return CryptographicOperations.FixedTimeEquals(back, bytes)
            ? ciphertext
            : throw new DatabaseRefusedException("AWS KMS gave back another key. Nothing was changed.");
    }

    private async Task<T> AskAsync<T>(string action, Func<AmazonKeyManagementServiceClient, Task<T>> ask)
    {
        try
        {
            using var kms = Client();
            return await ask(kms);
        }
        catch (Exception refused)
            when (refused is AmazonServiceException or AmazonClientException or HttpRequestException
                or TaskCanceledException)
        {
            var why = refused is AmazonServiceException { ErrorCode: { Length: > 0 } code }
                ? $"{code}: {refused.Message}"
                : refused.Message;
            throw new DatabaseRefusedException(
                $"""
                AWS KMS did not carry out kms:{action} for the master key, with its key {keyId}.
                {why}
                - The role of this machine needs kms:Decrypt on that key, and once kms:GenerateDataKey or kms:Encrypt.
                - A disabled key is enabled again in KMS; a key that is scheduled for deletion can be kept until then.
                - If the key in KMS is lost: ./restpy key restore --sheet FILE --into DIR, with {FileName} moved away.
                """);
        }
    }

    private AmazonKeyManagementServiceClient Client()
    {
        var config = new AmazonKeyManagementServiceConfig { MaxErrorRetry = 2, Timeout = TimeSpan.FromSeconds(10) };
        if (settings["Region"] is { Length: > 0 } region)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (settings["Endpoint"] is { Length: > 0 } endpoint)
        {
            config.ServiceURL = endpoint;
            if (settings["Region"] is { Length: > 0 } named) config.AuthenticationRegion = named;
        }
        return (settings["AccessKeyId"], settings["SecretAccessKey"]) is ({ Length: > 0 } id, { Length: > 0 } secret)
            ? new(new BasicAWSCredentials(id, secret), config) : new(config);
    }
}
