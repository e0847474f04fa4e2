using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Restpy.Platform.Data;

namespace Restpy.Platform.Telemetry;

public static class TelemetryServices
{
    /// <summary>OpenTelemetry, where the settings name somewhere to send to or to be read at; else nothing.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new TelemetrySettings(configuration);
        if (!settings.IsOn) return services;
        services.AddSingleton(settings);
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("restpy"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(ProductMeters.Meter, "Npgsql").AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation().AddRuntimeInstrumentation();
                if (settings.Metrics is not null) metrics.AddPrometheusExporter();
                if (settings.Collector is not null) metrics.AddOtlpExporter();
            });
        services.AddHostedService<WaitingCounts>().AddHostedService<MetricsListener>();
        if (settings.Collector is null) return services;
        telemetry.WithTracing(traces => traces
            .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddNpgsql()
            .AddProcessor(new PrivateSpans()).AddOtlpExporter());
        telemetry.WithLogging(logs => logs.AddOtlpExporter(), options =>
        {
            options.IncludeScopes = true;
            options.IncludeFormattedMessage = true;
        });
        return services;
    }
}
