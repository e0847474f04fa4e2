using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Restpy.TestSupport;

/// <summary>
/// AWS Signature Version 4, as the server of S3 checks it, and its way of sending a body in signed chunks.
/// </summary>
internal static class S3Signature
{
    /// <summary>Whether a request was signed with this key.</summary>
    public static bool IsRight(HttpRequest request, string accessKey, string secretKey)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)) return false;
        var parts = authorization["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(p => p.Trim().Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);
        var scope = parts["Credential"].Split('/', 2);
        if (scope[0] != accessKey) return false;
        var headers = parts["SignedHeaders"].Split(';');
        var canonical = string.Join('\n',
            [request.Method, Path(request), Query(request), .. headers.Select(h => $"{h}:{Value(request, h)}"), "",
                parts["SignedHeaders"], request.Headers["x-amz-content-sha256"].ToString()]);
        var day = scope[1].Split('/')[0];
        var toSign =
            $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope[1]}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope[1].Split('/')
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey),
                (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return day.Length == 8 && Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == parts["Signature"];
    }

    /// <summary>
    /// aws-chunked: hexadecimal length and an extension, the bytes, and so on to a length of nothing; trailers after
    /// it.
    /// </summary>
    public static byte[] Unchunk(byte[] body)
    {
        using var plain = new MemoryStream();
        for (var at = 0; ;)
        {
            var end = Array.IndexOf(body, (byte)'\n', at);
            var head = Encoding.ASCII.GetString(body, at, end - at).TrimEnd('\r').Split(';')[0];
            var length = int.Parse(head, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return plain.ToArray();
            plain.Write(body, end + 1, length);
            at = end + 1 + length + 2;
        }
    }

    private static string Path(HttpRequest request) =>
        string.Join('/', request.Path.Value!.Split('/').Select(Uri.EscapeDataString));

    private static string Query(HttpRequest request) =>
        string.Join('&',
            request.Query.Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}")
            .Order(StringComparer.Ordinal));

    private static string Value(HttpRequest request, string header) =>
        header == "host" ? request.Host.Value! : request.Headers[header].ToString().Trim();

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
