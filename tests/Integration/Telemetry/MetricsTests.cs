using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Restpy.IntegrationTests.Ordering;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Telemetry;

/// <summary>A product whose metrics are read on a private port, after a round was ordered.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private const string Forbidden = "restpy_refusals_total{[^}]*kind=\"forbidden\"[^}]*}";

    private readonly Uri _private = new($"http://127.0.0.1:{FreePort.Find()}/");
    private TestProduct _restpy = null!;

    public async ValueTask InitializeAsync()
    {
        _restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["metrics"] = _private.ToString(), ["Restpy:Backup:On"] = "true", ["Restpy:Backup:Seconds"] = "1",
        });
        var evening = await Evening.OfAsync(_restpy);
        await evening.TakeawayAsync(Evening.Line(evening.Plain()));
    }

    public ValueTask DisposeAsync() => _restpy.DisposeAsync();

    [Fact]
    public async Task Metrics_are_answered_on_the_private_port_alone()
    {
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(_restpy.Address, "/metrics"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(_private, "/staff"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(_private, "/metrics"))).StatusCode);
    }

    [Fact]
    public async Task A_round_that_is_sent_is_counted()
    {
        var before = await ValueAsync("restpy_orders_sent_total");
        var evening = await Evening.OfAsync(_restpy);
        await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        await UntilAsync("restpy_orders_sent_total", before + 1);
    }

    [Fact]
    public async Task A_refused_person_is_counted()
    {
        var before = await ValueAsync(Forbidden);
        var waiter = await _restpy.AsAsync("waiter@spice-garden.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/tables/codes")).StatusCode);
        await UntilAsync(Forbidden, before + 1);
    }

    [Fact]
    public async Task No_label_names_a_restaurant_or_a_person()
    {
        await (await _restpy.AsAsync("owner@spice-garden.example")).GetAsync("/staff");
        await _restpy.Visitor().GetAsync("/r/spice-garden/mumbai");
        var text = await ReadAsync();
        Assert.Contains("http_route=", text);
        Assert.DoesNotContain("spice", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mumbai", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_dashboard_shows_only_metrics_that_are_exported()
    {
        await _restpy.Visitor().GetAsync("/r/spice-garden");
        var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Dashboard())).RootElement;
        var names = Expressions(dashboard).SelectMany(e => Name().Matches(By().Replace(e, "")))
            .Select(m => m.Value).Distinct().ToList();
        Assert.True(names.Count > 10);
        var text = await ReadUntilAsync("restpy_backup_age_seconds");
        Assert.All(names, name => Assert.Matches($"(?m)^{name}[{{ ]", text));
    }

    private static IEnumerable<string> Expressions(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => p.NameEquals("expr")
            ? [p.Value.GetString()!] : Expressions(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    private static string Dashboard()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Restpy.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "infra", "grafana", "restpy.json");
    }

    private async Task<double> ValueAsync(string series) =>
        double.Parse(Regex.Match(await ReadAsync(), $@"^{series}(?:{{[^}}]*}})? (\S+)", RegexOptions.Multiline)
            .Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What was answered is answered again for a third of a second.</summary>
    private async Task UntilAsync(string series, double value)
    {
        for (var tries = 0; tries < 50 && await ValueAsync(series) != value; tries++) await Task.Delay(100);
        Assert.Equal(value, await ValueAsync(series));
    }

    private async Task<string> ReadAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(_private, "/metrics"));
    }

    /// <summary>A backup is taken a second after the start.</summary>
    private async Task<string> ReadUntilAsync(string name)
    {
        for (var tries = 0; ; tries++)
        {
            var text = await ReadAsync();
            if (text.Contains(name) || tries == 200) return text;
            await Task.Delay(100);
        }
    }

    [GeneratedRegex(@"\bby \([^)]*\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\b(?:restpy|http|dotnet|kestrel)_[a-z0-9_]+")]
    private static partial Regex Name();
}
