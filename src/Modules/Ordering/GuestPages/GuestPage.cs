using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestPages;

/// <summary>Sends a guest page that was made for this one guest: never kept by anybody on the way.</summary>
internal static class GuestPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>
    /// Uncompressed: these pages carry a form token, and with the sheet they fit into the first round trip anyway.
    /// </summary>
    public static Task SendAsync(HttpContext http, Html html, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = html.Bytes.Length;
        return http.Response.Body.WriteAsync(html.Bytes, http.RequestAborted).AsTask();
    }

    public static Task RefuseAsync(HttpContext http, GuestPlace place, Error error) =>
        SendAsync(http, GuestShell.ProblemPage(place, error), Answer.Status(error.Kind));

    /// <summary>br, gzip or empty: what the phone takes of what we make.</summary>
    public static string Encoding(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return Takes(accepted, "br") ? "br" : Takes(accepted, "gzip") ? "gzip" : "";
    }

    /// <param name="bytes">The page.</param>
    /// <param name="encoding">br, gzip or empty.</param>
    /// <param name="kept">Whether many guests will get it: then it is worth the time to make it small.</param>
    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> bytes, string encoding, bool kept)
    {
        if (encoding.Length == 0) return bytes;
        using var small = new MemoryStream(16 * 1024);
        using (Stream stream = encoding == "br"
            ? new BrotliStream(small, new BrotliCompressionOptions { Quality = kept ? 9 : 3 })
            : new GZipStream(small, kept ? CompressionLevel.SmallestSize : CompressionLevel.Fastest))
            stream.Write(bytes.Span);
        return small.ToArray();
    }

    /// <summary>Named and not refused with q=0.</summary>
    private static bool Takes(string accepted, string encoding)
    {
        foreach (var part in accepted.Split(',', StringSplitOptions.TrimEntries))
        {
            var (name, weight) = part.Split(';', 2, StringSplitOptions.TrimEntries) is [var n, var w] ? (n, w)
                : (part, "");
            if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                return weight.Replace(" ", "") is not ("q=0" or "q=0.0");
        }
        return false;
    }
}
