using Microsoft.Extensions.Configuration;
using Restpy.Platform.Telemetry;
using Xunit;

namespace Restpy.UnitTests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("metrics", "http://203.0.113.7:9464")]
    [InlineData("metrics", "https://127.0.0.1:9464")]
    [InlineData("metrics", "http://metrics.example:9464")]
    [InlineData("metrics", "http://127.0.0.1:8080")]
    [InlineData("metrics", "http://127.0.0.1:9464/secret")]
    [InlineData("metrics", "9464")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "not an address")]
    public void Nonsense_is_refused_with_the_name_of_the_setting(string name, string value) =>
        Assert.Contains(name, TelemetrySettings.Refusal(With(name, value)));

    [Theory]
    [InlineData("metrics", "http://127.0.0.1:9464")]
    [InlineData("metrics", "http://[::1]:9464")]
    [InlineData("metrics", "http://10.0.0.7:9464")]
    [InlineData("metrics", "http://0.0.0.0:9464")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    public void Private_addresses_and_collectors_are_taken(string name, string value) =>
        Assert.Null(TelemetrySettings.Refusal(With(name, value)));

    private static IConfiguration With(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:8080", [name] = value }).Build();
}
