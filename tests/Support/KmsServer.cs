using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Restpy.TestSupport;

/// <summary>
/// AWS KMS on a socket of this machine, as its JSON 1.1 protocol has it: GenerateDataKey, Encrypt and Decrypt with real
/// AES-256-GCM, an encryption context that is bound, keys that can be disabled and permissions that can be taken away.
/// </summary>
public sealed partial class KmsServer : IAsyncDisposable
{
    public const string AccessKeyId = "AKIATESTRESTPY000001", Region = "ap-south-1";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();
    private readonly ConcurrentDictionary<string, bool> _disabled = new(), _revoked = new();

    private KmsServer(WebApplication app) => _app = app;

    /// <summary>What was asked and answered: "Decrypt 200".</summary>
    public ConcurrentQueue<string> Answers { get; } = [];

    /// <summary>The encryption context of the last request.</summary>
    public string Context { get; private set; } = "";

    public string Address { get; private set; } = "";

    public static async Task<KmsServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var server = new KmsServer(builder.Build());
        server._app.Urls.Add("http://127.0.0.1:0");
        server._app.MapPost("/", server.AnswerAsync);
        await server._app.StartAsync();
        server.Address = server._app.Urls.First();
        return server;
    }

    /// <returns>The key's ARN.</returns>
    public string NewKey()
    {
        var arn = $"arn:aws:kms:{Region}:111122223333:key/{Guid.NewGuid()}";
        _keys[arn] = RandomNumberGenerator.GetBytes(32);
        return arn;
    }

    public void Revoke(string action) => _revoked[action] = true;

    public void Disable(string arn) => _disabled[arn] = true;

    public Dictionary<string, string> Settings(string arn) => new()
    {
        ["Restpy:MasterKey:Kms:KeyId"] = arn,
        ["Restpy:MasterKey:Kms:Region"] = Region,
        ["Restpy:MasterKey:Kms:Endpoint"] = Address,
        ["Restpy:MasterKey:Kms:AccessKeyId"] = AccessKeyId,
        ["Restpy:MasterKey:Kms:SecretAccessKey"] = "secret-of-the-test",
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var action = http.Request.Headers["X-Amz-Target"].ToString()
            .Replace("TrentService.", "", StringComparison.Ordinal);
        var (status, body) = (200, (object)"");
        try
        {
            if (http.Request.ContentType != "application/x-amz-json-1.1")
                throw new Fault("SerializationException", "content type");
            var isSigned = Signature().IsMatch(http.Request.Headers.Authorization.ToString());
            if (!isSigned || http.Request.Headers["X-Amz-Date"].Count == 0)
                throw new Fault("MissingAuthenticationTokenException", "Request is missing Authentication Token");
            using var read = await JsonDocument.ParseAsync(http.Request.Body);
            body = Carry(action, read.RootElement);
        }
        catch (Fault fault)
        {
            status = 400;
            body = new Dictionary<string, string> { ["__type"] = fault.Type, ["message"] = fault.Message };
        }
        Answers.Enqueue($"{action} {status}");
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.1";
        await http.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    private Dictionary<string, object> Carry(string action, JsonElement asked)
    {
        var arn = asked.GetProperty("KeyId").GetString()!;
        if (!_keys.TryGetValue(arn, out var key)) throw new Fault("NotFoundException", $"Key '{arn}' does not exist");
        if (_revoked.ContainsKey(action))
            throw new Fault(
                "AccessDeniedException", $"User is not authorized to perform: kms:{action} on resource: {arn}");
        if (_disabled.ContainsKey(arn)) throw new Fault("DisabledException", $"{arn} is disabled.");
        var context = asked.GetProperty("EncryptionContext").EnumerateObject().Select(p => $"{p.Name}={p.Value}");
        Context = string.Join('&', context.Order(StringComparer.Ordinal));
        switch (action)
        {
            case "GenerateDataKey" when asked.GetProperty("KeySpec").GetString() == "AES_256":
                var made = RandomNumberGenerator.GetBytes(32);
                return Answer(arn, ("Plaintext", made), ("CiphertextBlob", Seal(arn, key, made)));
            case "Encrypt":
                return Answer(
                    arn, ("CiphertextBlob", Seal(arn, key, asked.GetProperty("Plaintext").GetBytesFromBase64())));
            case "Decrypt":
                return Answer(
                    arn, ("Plaintext", Open(arn, key, asked.GetProperty("CiphertextBlob").GetBytesFromBase64())));
            default:
                throw new Fault("UnknownOperationException", action);
        }
    }

    private static Dictionary<string, object> Answer(string arn, params (string Name, byte[] Bytes)[] fields)
    {
        var answer = new Dictionary<string, object> { ["KeyId"] = arn };
        foreach (var (name, bytes) in fields) answer[name] = Convert.ToBase64String(bytes);
        return answer;
    }

    private byte[] Seal(string arn, byte[] key, byte[] plain)
    {
        var (name, blob) = (Encoding.ASCII.GetBytes(arn), new byte[arn.Length + 28 + plain.Length]);
        name.CopyTo(blob, 0);
        RandomNumberGenerator.Fill(blob.AsSpan(name.Length, 12));
        using var aes = new AesGcm(key, 16);
        var (nonce, tag, text) = (name.Length, name.Length + 12, name.Length + 28);
        var bound = Encoding.UTF8.GetBytes(Context);
        aes.Encrypt(blob.AsSpan(nonce, 12), plain, blob.AsSpan(text), blob.AsSpan(tag, 16), bound);
        return blob;
    }

    private byte[] Open(string arn, byte[] key, byte[] blob)
    {
        if (blob.Length < arn.Length + 28) throw new Fault("InvalidCiphertextException", "");
        if (Encoding.ASCII.GetString(blob, 0, arn.Length) != arn)
            throw new Fault("IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.");
        var plain = new byte[blob.Length - arn.Length - 28];
        using var aes = new AesGcm(key, 16);
        try
        {
            var (nonce, tag, text) = (arn.Length, arn.Length + 12, arn.Length + 28);
            var bound = Encoding.UTF8.GetBytes(Context);
            aes.Decrypt(blob.AsSpan(nonce, 12), blob.AsSpan(text), blob.AsSpan(tag, 16), plain, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new Fault("InvalidCiphertextException", "");
        }
        return plain;
    }

    private sealed class Fault(string type, string message) : Exception(message)
    {
        public string Type => type;
    }

    [GeneratedRegex($"^AWS4-HMAC-SHA256 Credential={AccessKeyId}/[0-9]{{8}}/{Region}/kms/aws4_request, "
        + $"?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{{64}}$")]
    private static partial Regex Signature();
}
