using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task Spans_and_metrics_reach_the_collector_without_names_or_tokens()
    {
        await using var collector = await Collector.StartAsync();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
        });
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        await owner.GetAsync("/staff/people?branch=mumbai&name=Recognisable");
        await restpy.Visitor().GetAsync("/r/spice-garden");
        await restpy.Visitor().GetAsync("/join/recognisable-token");
        var spans = await collector.UntilAsync("/v1/traces", "/r/{slug}");
        Assert.Contains("restpy.restaurant_id", spans);
        Assert.DoesNotContain("recognisable", spans, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("spice-garden", spans, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("restpy.live.streams", await collector.UntilAsync("/v1/metrics", "restpy.live.streams"));
    }

    /// <summary>Takes what is exported, on a port of its own.</summary>
    private sealed class Collector(WebApplication server, List<(string Path, string Text)> received) : IAsyncDisposable
    {
        public string Address => server.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var (server, received) = (builder.Build(), new List<(string, string)>());
            server.Run(async http =>
            {
                using var body = new StreamReader(http.Request.Body, Encoding.Latin1);
                var text = await body.ReadToEndAsync();
                lock (received) received.Add((http.Request.Path, text));
            });
            await server.StartAsync();
            return new(server, received);
        }

        /// <returns>All that was sent to the path, once it has the text.</returns>
        public async Task<string> UntilAsync(string path, string text)
        {
            for (var tries = 0; ; tries++)
            {
                string all;
                lock (received) all = string.Concat(received.Where(r => r.Path == path).Select(r => r.Text));
                if (all.Contains(text) || tries == 200) return all;
                await Task.Delay(50);
            }
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
