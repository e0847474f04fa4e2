using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The rules for the edge are code that another restaurant runs: read here against the endpoints they are about.
/// </summary>
public sealed partial class EdgeRulesTests(SharedProducts products)
{
    private static readonly string[] Files = ["rate-limits", "firewall", "bots", "cache"];

    [Fact]
    public void Every_file_is_a_ruleset_of_its_phase()
    {
        foreach (var file in Files)
        {
            var rules = Read(file);
            Assert.Equal("zone", rules.GetProperty("kind").GetString());
            Assert.Contains($"`{rules.GetProperty("phase").GetString()}`", Source.Read("infra/edge/README.md"));
            Assert.All(Rules(file),
                r => Assert.True(r.Expression == "true"
                    || Clauses(r.Expression).All(c => c.Path.Length > 0), r.Expression));
        }
    }

    [Fact]
    public async Task Every_path_they_name_is_one_of_ours()
    {
        var paths = (await EndpointsAsync()).Select(e => e.Path).ToList();
        Complaints.None(Files.SelectMany(Rules).Where(r => r.Expression != "true")
            .SelectMany(r => Unknown(r.Expression, paths)));
    }

    [Fact]
    public async Task Nothing_but_files_is_kept()
    {
        var endpoints = await EndpointsAsync();
        Assert.True(endpoints.Count(e => e.IsFile) > 40);
        Complaints.None(endpoints.Where(e => IsKept(Rules("cache"), e.Path) != e.IsFile)
            .Select(e => $"{e.Path} is {(e.IsFile ? "not " : "")}kept"));
    }

    [Fact]
    public async Task No_program_is_asked_a_puzzle()
    {
        var bots = Rules("bots").Single();
        var asked = (await EndpointsAsync())
            .Where(e => e.Path.StartsWith("/api/", StringComparison.Ordinal)
                && !Clauses(bots.Expression).Any(c => c.Fits(e.Path, "POST")));
        Assert.Empty(asked);
        Assert.Equal("http_request_sbfm",
            bots.Whole.GetProperty("action_parameters").GetProperty("phases")[0].GetString());
    }

    [Fact]
    public async Task No_limit_is_narrower_than_the_bucket_behind_it()
    {
        var buckets = (await products.OnAsync(DatabaseKind.Sqlite)).Services.GetRequiredService<RateLimitList>();
        var narrow = new List<string>();
        foreach (var rule in Rules("rate-limits"))
        {
            var limit = rule.Whole.GetProperty("ratelimit");
            Assert.Contains("cf.colo.id",
                limit.GetProperty("characteristics").EnumerateArray().Select(c => c.GetString()));
            Assert.Contains("ip.src", limit.GetProperty("characteristics").EnumerateArray().Select(c => c.GetString()));
            var perMinute = limit.GetProperty("requests_per_period").GetInt32() * 60.0 / limit.GetProperty("period")
                .GetInt32();
            foreach (var endpoint in (await EndpointsAsync())
                .Where(e => Clauses(rule.Expression).Any(c => e.Methods.Any(m => c.Fits(e.Path, m)))))
                // The sizes the product has, not the wide ones tests run with.
                if (buckets.Declared(endpoint.RateLimit).Address is var bucket
                    && perMinute < Math.Max(bucket.PerMinute, bucket.Burst))
                    narrow.Add($"{rule.Expression}: {perMinute} a minute, {endpoint.Path} takes {bucket.PerMinute}");
        }
        Complaints.None(narrow);
    }

    [Fact]
    public void Probe_a_path_nobody_has_a_kept_page_and_a_clause_that_is_not_read_are_found()
    {
        Assert.Equal(["/api/v2/"], Unknown("(starts_with(http.request.uri.path, \"/api/v2/\"))", ["/api/v1/live"]));
        Assert.Equal(["/login"], Unknown("(http.request.uri.path eq \"/login\")", ["/sign-in", "/login/x"]));
        var keeps = new Rule("(starts_with(http.request.uri.path, \"/staff/\"))",
            JsonDocument.Parse("""{"action_parameters":{"cache":true}}""").RootElement);
        Assert.True(IsKept([keeps], "/staff/log"));
        Assert.False(IsKept([keeps], "/sign-in"));
        Assert.Throws<FormatException>(() => Clauses("(http.request.uri.path contains \"x\")"));
        Assert.False(Clauses("(http.request.uri.path eq \"/x\" and http.request.method eq \"POST\")").Single()
            .Fits("/x", "GET"));
    }

    private async Task<List<(string Path, string RateLimit, bool IsFile,
        IReadOnlyList<string> Methods)>> EndpointsAsync() =>
        [.. (await EndpointTable.ReadAsync((await products.OnAsync(DatabaseKind.Sqlite)).Services))
            .Select(e => ("/" + e.Endpoint.RoutePattern.RawText!.TrimStart('/'),
                e.Metadata.GetMetadata<IAccess>()!.RateLimit,
                e.Metadata.GetMetadata<IAccess>() is OpenAttribute { RateLimit: "assets" }, Methods(e)))];

    private static IReadOnlyList<string> Methods(TableEntry entry) =>
        entry.Page is { } page ? [.. page.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Distinct()]
            : entry.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(Source.Read($"infra/edge/{file}.json")).RootElement;

    private static List<Rule> Rules(string file) =>
        [.. Read(file).GetProperty("rules").EnumerateArray()
            .Select(r => new Rule(r.GetProperty("expression").GetString()!, r))];

    /// <summary>The last rule that fits decides.</summary>
    private static bool IsKept(IEnumerable<Rule> rules, string path) =>
        rules.LastOrDefault(r => Clauses(r.Expression).Any(c => c.Fits(path, "GET")))?.Whole.GetProperty(
            "action_parameters").GetProperty("cache").GetBoolean() ?? false;

    private static IEnumerable<string> Unknown(string expression, IReadOnlyCollection<string> paths) =>
        Clauses(expression).Where(c => !paths.Any(p => c.Fits(p, c.Method ?? "GET"))).Select(c => c.Path);

    /// <summary>
    /// The part of the rules language that is used here; anything else is refused rather than guessed.
    /// </summary>
    private static IReadOnlyList<Clause> Clauses(string expression) => [.. expression.Split(" or ").Select(part =>
    {
        var match = Known().Match(part);
        if (!match.Success) throw new FormatException(part);
        return new Clause(match.Groups["is"].Success ? match.Groups["is"].Value
            : match.Groups["begins"].Value, match.Groups["is"].Success, match.Groups["method"].Success
            ? match.Groups["method"].Value : null);
    })];

    private sealed record Rule(string Expression, JsonElement Whole);

    private sealed record Clause(string Path, bool IsWhole, string? Method)
    {
        public bool Fits(string path, string method) => (Method is null || Method == method)
            && (IsWhole ? path == Path : path.StartsWith(Path, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^\((http\.request\.uri\.path eq "(?<is>[^"]+)"|starts_with\(http\.request\.uri\.path, "(?<begins>[^"]+)"\))( and http\.request\.method eq "(?<method>[A-Z]+)")?\)$""")]
    private static partial Regex Known();
}
