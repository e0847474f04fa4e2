using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Trust.Checks;

/// <summary>H3 and H5: asks the public address how it speaks. On plain http there is nothing to ask.</summary>
internal static class TlsChecks
{
    private static readonly HttpClient Client =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(10)
        };

    public static async Task<Finding> EdgeAsync(IServiceProvider services, CancellationToken ct)
    {
        if (Secure(services) is not { } address) return NoTls(services);
        if (await SpeaksAsync(address, SslProtocols.Tls12, ct))
            return Findings.Failing("The public address still takes TLS 1.2.");
        return await SpeaksAsync(address, SslProtocols.Tls13, ct)
            ? Findings.NotVerified(
            "The public address takes TLS 1.3 and nothing older. Whether the origin can be reached past the edge "
                + "cannot be seen from inside.")
            : Findings.Failing("The public address did not answer a TLS 1.3 handshake.");
    }

    public static async Task<Finding> TransitAsync(IServiceProvider services, CancellationToken ct) =>
        Secure(services) is { } address ? await LookAsync(address, Client, null, ct) : NoTls(services);

    /// <param name="address">https, asked as a browser would.</param>
    /// <param name="client">Asks for the header.</param>
    /// <param name="trusts">Which certificate is taken; null for those the machine trusts.</param>
    /// <param name="ct">Stops the looking.</param>
    internal static async Task<Finding> LookAsync(
        Uri address, HttpClient client, RemoteCertificateValidationCallback? trusts, CancellationToken ct)
    {
        if (await SpeaksAsync(address, SslProtocols.Tls12, ct, trusts))
            return Findings.Failing("The public address still takes TLS 1.2.");
        if (!await SpeaksAsync(address, SslProtocols.Tls13, ct, trusts))
            return Findings.Failing("The public address did not answer a TLS 1.3 handshake.");
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        var header = answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.First() : "";
        return IsPreloadable(header)
            ? Findings.Verified(
            $"The public address took a TLS 1.3 handshake, refused one of TLS 1.2, and answered with “{header}”. "
                + $"Whether the name stands on the preload list cannot be seen from here.")
                : Findings.Failing(
                $"The public address answered with “{header}”, which browsers do not take for preload.");
    }

    /// <summary>The rules of hstspreload.org: a year at least, all subdomains, and the word itself.</summary>
    internal static bool IsPreloadable(string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries).Select(p => p.ToLowerInvariant()).ToList();
        var age = parts.FirstOrDefault(p => p.StartsWith("max-age=", StringComparison.Ordinal))?[8..];
        return long.TryParse(age, out var seconds) && seconds >= 31_536_000 && parts.Contains("includesubdomains")
            && parts.Contains("preload");
    }

    private static Uri? Secure(IServiceProvider services) =>
        services.GetRequiredService<PublicAddress>().Configured is { Scheme: "https" } address
            && !address.IsLoopback ? address : null;

    private static Finding NoTls(IServiceProvider services) =>
        Findings.NotVerified(services.GetRequiredService<PublicAddress>().Configured is null
        ? "This installation has no public address configured; it speaks plain http on its own machine, so there is "
            + "no TLS to look at."
        : "The public address of this installation is not https, or is this machine itself: there is no TLS to look at.");

    private static async Task<bool> SpeaksAsync(
        Uri address, SslProtocols protocol, CancellationToken ct, RemoteCertificateValidationCallback? trusts = null)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port, ct);
            await using var tls = new SslStream(socket.GetStream(), false, trusts);
            await tls.AuthenticateAsClientAsync(new()
            {
                TargetHost = address.Host, EnabledSslProtocols = protocol,
            }, ct);
            return tls.SslProtocol == protocol;
        }
        catch (Exception problem) when (problem is AuthenticationException or IOException or SocketException)
        {
            return false;
        }
    }
}
