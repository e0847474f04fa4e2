using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Restpy.Platform.Telemetry;

/// <summary>
/// A web server of its own for Prometheus, on a private port. The public one has no such endpoint, so no mistake in a
/// proxy can show it.
/// </summary>
internal sealed class MetricsListener(TelemetrySettings settings, MeterProvider meters, ILoggerFactory logs)
    : IHostedService
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Metrics is not { } address) return;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "metrics" });
        // What the public server is told by settings and variables is not meant for this one.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 16;
        });
        _server = builder.Build();
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(meters, null, "/metrics", null, null);
        await _server.StartAsync(cancellationToken);
        logs.CreateLogger<MetricsListener>().LogInformation("Metrics are read at {Address}metrics.", address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null) return;
        await _server.StopAsync(cancellationToken);
        await _server.DisposeAsync();
    }
}
