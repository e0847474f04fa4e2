using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 2: the headers on every response, whatever its status. Set when the response starts, because the error handler
/// clears what was set before. One policy for pages, a narrower one for data.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next, ContentPolicy policy, PublicAddress address)
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>
    /// What no page of ours asks a browser for; what a page inside it might ask for is refused with it.
    /// </summary>
    private const string Nothing =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
            + "gyroscope=(), hid=(), identity-credentials-get=(), "
        + "local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
        + "xr-spatial-tracking=()";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (http.Response.ContentType is { } type && IsTextOfNoEncoding(type))
                http.Response.ContentType = type + "; charset=utf-8";
            var isPage = http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
            headers.ContentSecurityPolicy = isPage ? policy.ForPages(http.Request.IsHttps) : ForData;
            if (isPage && http.Request.IsHttps)
                headers["Reporting-Endpoints"] = $"{ContentPolicy.ReportGroup}=\"{ContentPolicy.ReportPath}\"";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = Nothing;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (http.Request.IsHttps) headers.StrictTransportSecurity = Https(http.Request);
            // The framework's exception handler says "no-cache" in three headers; one word says it for every error.
            if (http.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                headers.CacheControl = "no-store";
                headers.Remove("Pragma");
                headers.Remove("Expires");
            }
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            // A cache on the way that kept this answer would give one guest's cookie to the next.
            else if (headers.SetCookie.Count > 0
                && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
                headers.CacheControl = "private, no-cache";
            headers.Remove("Server");
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>Files come without: a browser that guesses at what a text is written in can be led astray.</summary>
    private static bool IsTextOfNoEncoding(string type) =>
        (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal))
            && !type.Contains("charset", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// For the operator's own address with all its subdomains, as the preload list asks. A restaurant that points a
    /// name of its own at us has other hosts beside it, of which nothing is known here: for them it is the host alone.
    /// </summary>
    private string Https(HttpRequest request) =>
        address.Configured is { Scheme: "https" } own
            && string.Equals(own.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            ? "max-age=63072000; includeSubDomains; preload"
            : "max-age=63072000";
}

/// <summary>
/// The content policy of pages. Hashes (the import map, the guest menu's stylesheet) are added once, at start.
/// </summary>
public sealed class ContentPolicy
{
    public const string ReportGroup = "policy";

    /// <summary>Where a browser tells what the policy refused.</summary>
    public const string ReportPath = "/security/reports";

    private readonly List<string> _scripts = ["'self'"];
    private readonly List<string> _styles = ["'self'"];
    private string? _plain;

    /// <param name="hash">As the policy writes it: sha256-base64.</param>
    public void AllowScript(string hash) => Add(_scripts, hash);

    public void AllowStyle(string hash) => Add(_styles, hash);

    /// <summary>
    /// Without TLS browsers know no group to report to, and one that is named all the same makes them pass over the
    /// older word.
    /// </summary>
    public string ForPages(bool https) =>
        (_plain ??= Build()) + (https ? $"; report-to {ReportGroup}; upgrade-insecure-requests" : "");

    private void Add(List<string> list, string hash)
    {
        if (!list.Contains($"'{hash}'")) list.Add($"'{hash}'");
        _plain = null;
    }

    private string Build() => string.Join("; ",
        "default-src 'none'", $"script-src {string.Join(' ', _scripts)}", $"style-src {string.Join(' ', _styles)}",
        "img-src 'self'", "font-src 'self'",
        "connect-src 'self'", "media-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'", "object-src 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
        $"report-uri {ReportPath}");
}
