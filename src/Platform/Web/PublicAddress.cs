using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Restpy.Platform.Web;

/// <summary>
/// The address guests reach this installation by, for what leaves it: QR codes, links in mail, security.txt. Configured
/// as Restpy:PublicUrl. A Host header is whatever its sender wrote, so it counts in a demo only.
/// </summary>
public sealed class PublicAddress
{
    private readonly bool _isDemo;

    public PublicAddress(IConfiguration configuration)
    {
        _isDemo = configuration["demo"] == "true";
        if (configuration["Restpy:PublicUrl"] is not { Length: > 0 } text) return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri.Query.Length > 0 || uri.UserInfo.Length > 0)
            throw new InvalidOperationException(
                "Restpy:PublicUrl must be the http or https address guests use, such as https://menu.example.");
        Configured = new(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
    }

    /// <summary>With a slash at its end; null where the operator has named none.</summary>
    public Uri? Configured { get; }

    /// <summary>
    /// The address to print, or null: then nothing may be printed. Besides a demo, the Host header counts where it
    /// names this very machine: a link to it can lead nobody astray, and a new installation can be tried before it has
    /// a name.
    /// </summary>
    public Uri? For(HttpContext http) =>
        Configured
            ?? (http.Request.Host.HasValue
                && (_isDemo || IsThisMachine(http.Request.Host.Host))
                ? new Uri($"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}/") : null);

    private static bool IsThisMachine(string host) => host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
