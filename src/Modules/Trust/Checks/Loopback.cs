using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Restpy.Platform.Web;

namespace Restpy.Trust.Checks;

/// <summary>The product asked by itself, at its own address on this machine.</summary>
internal sealed class Loopback(IServer server, PublicAddress publicAddress)
{
    // Only ever talks to this machine: whose name the certificate carries does not matter here.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        UseCookies = false, AllowAutoRedirect = false, UseProxy = false, SslOptions =
        {
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        },
    })
    { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Null where the server does not say where it listens.</summary>
    public Uri? Address
    {
        get
        {
            var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            if (first is null) return null;
            // "Every address of this machine" is written in three ways that are no host names.
            var text = first.Replace("://*", "://127.0.0.1").Replace("://+", "://127.0.0.1")
                .Replace("://0.0.0.0", "://127.0.0.1").Replace("://[::]", "://127.0.0.1");
            return Uri.TryCreate(text, UriKind.Absolute, out var uri)
                && (uri.IsLoopback || IPAddress.TryParse(uri.Host, out _)) ? uri : null;
        }
    }

    public Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string path, CancellationToken ct, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Address!, path));
        if (publicAddress.Configured is { } known) request.Headers.Host = known.Authority;
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, ct);
    }
}
