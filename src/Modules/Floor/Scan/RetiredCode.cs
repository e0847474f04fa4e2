using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Floor.Scan;

/// <summary>
/// What a guest reads who scans a code we have withdrawn: 410, and what to do. Scripts get the bare status.
/// </summary>
internal sealed class RetiredCode(Words words)
{
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status410Gone;
        if (http.Request.Path.StartsWithSegments("/api")
            || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)) return;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        var (title, text) = (HtmlEncoder.Default.Encode(words["qr.retired.title"]),
            HtmlEncoder.Default.Encode(words["qr.retired.text"]));
        await http.Response.WriteAsync(
            $"""
            <!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{title}</title><link rel="stylesheet" href="/css/error.css"></head>
            <body class="document"><main><h1>{title}</h1><p>{text}</p></main></body></html>
            """);
    }
}
