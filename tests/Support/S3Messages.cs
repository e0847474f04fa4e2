using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Restpy.TestSupport;

/// <summary>Reads requests and writes answers as S3 has them.</summary>
internal static class S3Messages
{
    public static DateTimeOffset? LockOf(HttpRequest request) =>
        request.Headers["x-amz-object-lock-mode"] == "COMPLIANCE"
            ? DateTimeOffset.Parse(
            request.Headers["x-amz-object-lock-retain-until-date"].ToString(), CultureInfo.InvariantCulture) : null;

    public static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal)
            ? S3Signature.Unchunk(body.ToArray()) : body.ToArray();
    }

    public static Task RefuseAsync(HttpContext http, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        return XmlAsync(http, new("Error", new XElement("Code", code), new XElement("Message", message)));
    }

    public static Task XmlAsync(HttpContext http, XElement answer)
    {
        http.Response.ContentType = "application/xml";
        return http.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{answer}");
    }

    /// <summary>As of a file that came in parts, or is encrypted by the store: no MD5 of its bytes.</summary>
    public static string ETag(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}-1\"";
}
