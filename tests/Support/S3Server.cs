using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Restpy.TestSupport;

/// <summary>
/// A server of our own that speaks as much of S3 as backups and pgBackRest need, with TLS, signatures (version 4) that
/// are checked, uploads in parts, lists in pages and Object Lock: put, get, list, delete. Files lie in memory.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "night-safe", AccessKey = "RESTPYTESTKEY", SecretKey = "a secret of the tests alone";
    private const int PageSize = 3;

    private readonly ConcurrentDictionary<string, Stored> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _uploads = new();
    private readonly WebApplication _app;

    private sealed record Stored(byte[] Bytes, DateTimeOffset At, DateTimeOffset? LockedUntil);

    private S3Server(WebApplication app, X509Certificate2 certificate, Uri address) =>
        (_app, Certificate, Address) = (app, certificate, address);

    public X509Certificate2 Certificate { get; }

    public Uri Address { get; }

    /// <summary>The key is withdrawn: everything is refused.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>The bucket was deleted.</summary>
    public bool IsLost { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IReadOnlyDictionary<string, byte[]> Files => _files.ToDictionary(f => f.Key, f => f.Value.Bytes);

    public static async Task<S3Server> StartAsync()
    {
        var certificate = S3Certificate.Make();
        var port = FreePort.Find();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate));
        });
        var app = builder.Build();
        var server = new S3Server(app, certificate, new($"https://127.0.0.1:{port}"));
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Change(string name, Func<byte[], byte[]> change) =>
        _files[name] = _files[name] with { Bytes = change(_files[name].Bytes), At = Time.GetUtcNow() };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (IsRevoked || !S3Signature.IsRight(http.Request, AccessKey, SecretKey))
            await S3Messages.RefuseAsync(http, 403, "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.");
        else if (IsLost || !http.Request.Path.StartsWithSegments("/" + Bucket))
            await S3Messages.RefuseAsync(http, 404, "NoSuchBucket", "The specified bucket does not exist");
        else await FileAsync(
        http, Uri.UnescapeDataString(http.Request.Path.Value![(Bucket.Length + 1)..].TrimStart('/')));
    }

    private Task FileAsync(HttpContext http, string name)
    {
        var query = http.Request.Query;
        return (http.Request.Method, name) switch
        {
            ("GET", "") => ListAsync(http, query["prefix"].ToString(), query["continuation-token"].ToString(),
                query["delimiter"].ToString()),
            ("POST", "") when query.ContainsKey("delete") => DeleteManyAsync(http),
            ("GET" or "HEAD", _) => GetAsync(http, name),
            ("DELETE", _) => DeleteAsync(http, name),
            ("POST", _) when query.ContainsKey("uploads") => BeginAsync(http, name),
            ("POST", _) => CompleteAsync(http, name, query["uploadId"].ToString()),
            ("PUT", _)
                when query.ContainsKey("uploadId") =>
                    PartAsync(http, query["uploadId"].ToString(),
                        int.Parse(query["partNumber"].ToString(), CultureInfo.InvariantCulture)),
            ("PUT", _) => PutAsync(http, name),
            _ => S3Messages.RefuseAsync(http, 405, "MethodNotAllowed",
                "The specified method is not allowed against this resource."),
        };
    }

    private async Task PutAsync(HttpContext http, string name) =>
        await KeepAsync(http, name, await S3Messages.BodyAsync(http.Request), S3Messages.LockOf(http.Request));

    private async Task KeepAsync(HttpContext http, string name, byte[] bytes, DateTimeOffset? lockedUntil)
    {
        _files[name] = new(bytes, Time.GetUtcNow(), lockedUntil);
        http.Response.Headers.ETag = S3Messages.ETag(bytes);
        if (http.Request.Method == "POST")
            await S3Messages.XmlAsync(http,
                new("CompleteMultipartUploadResult", new XElement("Key", name),
                    new XElement("ETag", S3Messages.ETag(bytes))));
    }

    private async Task BeginAsync(HttpContext http, string name)
    {
        var until = S3Messages.LockOf(http.Request);
        var id = $"{Guid.NewGuid():N}.{until?.UtcTicks ?? 0}";
        _uploads[id] = [];
        await S3Messages.XmlAsync(http,
            new("InitiateMultipartUploadResult", new XElement("Bucket", Bucket), new XElement("Key", name),
                new XElement("UploadId", id)));
    }

    private async Task PartAsync(HttpContext http, string upload, int part)
    {
        var bytes = await S3Messages.BodyAsync(http.Request);
        lock (_uploads[upload]) _uploads[upload][part] = bytes;
        http.Response.Headers.ETag = S3Messages.ETag(bytes);
    }

    private async Task CompleteAsync(HttpContext http, string name, string upload)
    {
        _uploads.TryRemove(upload, out var parts);
        var ticks = long.Parse(upload.Split('.')[1], CultureInfo.InvariantCulture);
        await KeepAsync(http, name, [.. parts!.Values.SelectMany(p => p)], ticks == 0 ? null
            : new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private async Task GetAsync(HttpContext http, string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            await S3Messages.RefuseAsync(http, 404, "NoSuchKey", "The specified key does not exist.");
            return;
        }
        http.Response.Headers.ETag = S3Messages.ETag(file.Bytes);
        http.Response.Headers.LastModified = file.At.ToString("R", CultureInfo.InvariantCulture);
        http.Response.ContentLength = file.Bytes.Length;
        if (http.Request.Method == "GET") await http.Response.Body.WriteAsync(file.Bytes);
    }

    private async Task DeleteManyAsync(HttpContext http)
    {
        var asked = XElement.Parse(Encoding.UTF8.GetString(await S3Messages.BodyAsync(http.Request)));
        foreach (var name in asked.Descendants().Where(e => e.Name.LocalName == "Key"))
            _files.TryRemove(name.Value, out _);
        await S3Messages.XmlAsync(http, new("DeleteResult"));
    }

    private async Task DeleteAsync(HttpContext http, string name)
    {
        if (_files.TryGetValue(name, out var file) && file.LockedUntil > Time.GetUtcNow())
            await S3Messages.RefuseAsync(http, 403, "AccessDenied",
                "Access Denied because object protected by object lock.");
        else if (_files.TryRemove(name, out _)) http.Response.StatusCode = 204;
    }

    private Task ListAsync(HttpContext http, string prefix, string after, string delimiter)
    {
        bool IsDeeper(string name) =>
            delimiter.Length > 0 && name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) >= 0;
        var all = _files.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)
            && string.CompareOrdinal(f.Key, after) > 0).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        var names = all.Where(f => !IsDeeper(f.Key)).ToList();
        var page = names.Take(PageSize).ToList();
        var answer = new XElement("ListBucketResult", new XElement("Name", Bucket),
            new XElement("KeyCount", page.Count),
            new XElement("IsTruncated", names.Count > PageSize ? "true" : "false"));
        if (names.Count > PageSize) answer.Add(new XElement("NextContinuationToken", page[^1].Key));
        foreach (var (name, file) in page)
            answer.Add(new XElement("Contents", new XElement("Key", name),
                new XElement("LastModified",
                    file.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
                    new XElement("ETag", S3Messages.ETag(file.Bytes)), new XElement("Size", file.Bytes.Length)));
        var folders = all.Where(f => IsDeeper(f.Key))
            .Select(f => f.Key[..(f.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) + 1)]).Distinct();
        answer.Add(folders.Select(f => new XElement("CommonPrefixes", new XElement("Prefix", f))));
        return S3Messages.XmlAsync(http, answer);
    }
}
