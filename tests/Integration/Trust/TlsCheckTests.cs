using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>
/// H5, asked of a real TLS server on this machine: what it must refuse, and the header browsers take for preload.
/// </summary>
public sealed class TlsCheckTests
{
    private const string Whole = "max-age=63072000; includeSubDomains; preload";

    [Theory]
    [InlineData(SslProtocols.Tls13, Whole, ClaimState.Verified)]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13, Whole, ClaimState.Failing)]
    [InlineData(SslProtocols.Tls12, Whole, ClaimState.Failing)]
    [InlineData(SslProtocols.Tls13, "", ClaimState.Failing)]
    [InlineData(SslProtocols.Tls13, "max-age=63072000", ClaimState.Failing)]
    public async Task An_address_is_judged_by_what_it_speaks(SslProtocols taken, string header, ClaimState expected)
    {
        using var certificate = Certificate();
        await using var server = Server(certificate, taken, header);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        });
        var found = await TlsChecks.LookAsync(
            new(server.Urls.Single()), client, (_, _, _, _) => true, TestContext.Current.CancellationToken);
        Assert.True(found.State == expected, found.Evidence);
    }

    private static WebApplication Server(X509Certificate2 certificate, SslProtocols taken, string header)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0,
                at => at.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate, SslProtocols = taken,
                })));
        var app = builder.Build();
        app.Run(http =>
        {
            if (header.Length > 0) http.Response.Headers.StrictTransportSecurity = header;
            return http.Response.WriteAsync("ok");
        });
        return app;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
