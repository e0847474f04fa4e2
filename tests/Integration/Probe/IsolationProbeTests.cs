using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Restpy.Probe;
using Restpy.Probe.Endpoints;
using Restpy.TestSupport;
using Restpy.Trust.Checks;
using Restpy.Trust.Contract;
using Xunit;

namespace Restpy.IntegrationTests.Probe;

/// <summary>
/// The probe as an operator runs it, on a restaurant of its own; what it finds in a restaurant with holes is told in
/// <see cref="LeakyProductTests"/>.
/// </summary>
public sealed class IsolationProbeTests
{
    private static readonly Dictionary<string, string> Quiet = new() { ["Restpy:SelfChecks"] = "off" };

    [Theory, OnBothDatabases, LongProof]
    public async Task Nothing_of_one_restaurant_is_reached_from_another_at_any_endpoint(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        var report = await new IsolationProbe(restpy.Services, restpy.Address)
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.True(report.Outcome.Failures.Count == 0, string.Join('\n', report.Outcome.Failures));
        // A parameter, a file or a model the probe does not know: teach it (Endpoints/Kinds.cs), or say what a handler
        // reads ([Reads]).
        Assert.True(report.Outcome.NotAttacked.Count == 0, string.Join('\n', report.Outcome.NotAttacked));
        Assert.True(report.Outcome is { Endpoints: > 150, Models: > 30, Attempts: > 2500 }
            && report.Live > 10, $"{report.Outcome} {report.Live}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{report.Outcome} {string.Join(", ", report.ByKind)}");
        foreach (var attempted in new[] {
            "ids", "ids beside our own", "words", "commands", "codes", "files", "streams", "spellings", "methods",
            "headers and fields nobody asked for", "model reads", "model writes", "ids with a token",
            "ids beside our own with a token", "methods with a token",
            "headers and fields nobody asked for with a token" })
            Assert.True(report.ByKind.GetValueOrDefault(attempted) > 0, attempted);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_of_one_restaurant_is_reached_at_every_eighth_endpoint(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        var seen = 0;
        var report = await new IsolationProbe(restpy.Services, restpy.Address)
        {
            Attacks = _ => seen++ % 8 == 0
        }.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(report.Outcome.Failures.Count == 0, string.Join('\n', report.Outcome.Failures));
        Assert.True(report.Outcome is { Endpoints: > 20, Models: > 30 }
            && report.Live > 0, $"{report.Outcome} {report.Live}");
        await CanariesAreSeenByNobodyAsync(restpy);
        // An import that is attacked without its export cannot be tried, which the run of all endpoints does.
        await ClaimAsync(restpy, report.Outcome with { NotAttacked = [] });
    }

    /// <summary>One it does not know: teach it (Endpoints/Kinds.cs), or say what a handler reads ([Reads]).</summary>
    [Fact]
    public async Task Every_parameter_of_every_endpoint_is_known_to_the_probe()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: Quiet);
        var endpoints = await new EndpointCatalogue(restpy.Services).ReadAsync();
        Assert.True(endpoints.Count > 150);
        Assert.Empty(endpoints.SelectMany(d => d.NotKnown));
    }

    private static async Task CanariesAreSeenByNobodyAsync(TestProduct restpy)
    {
        var page = await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.DoesNotContain("anary", page.Body!.TextContent);
    }

    private static async Task ClaimAsync(TestProduct restpy, ProbeOutcome outcome)
    {
        var rounds = restpy.Services.GetRequiredService<CheckSchedule>();
        Assert.Equal(ClaimState.NotVerifiedHere, await StateAsync());
        await RecordAsync(outcome with { Failures = ["GET /x: leaks"] });
        Assert.Equal(ClaimState.Failing, await StateAsync());
        await RecordAsync(outcome with { NotAttacked = ["GET /x"] });
        Assert.Equal(ClaimState.NotVerifiedHere, await StateAsync());
        await RecordAsync(outcome);
        Assert.Equal(ClaimState.Verified, await StateAsync());
        restpy.Clock.Advance(ProbeEvidence.CountsFor + TimeSpan.FromMinutes(1));
        Assert.Equal(ClaimState.NotVerifiedHere, await StateAsync());
        await RecordAsync(outcome, "another build");
        Assert.Equal(ClaimState.NotVerifiedHere, await StateAsync());

        async Task RecordAsync(ProbeOutcome what, string? build = null)
        {
            await using var scope = restpy.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ProbeRuns>()
                .RecordAsync(what, build ?? ProgramBuild.Of(restpy.Services.GetServices<IModule>()), default);
        }

        async Task<ClaimState> StateAsync()
        {
            await rounds.RunAsync(rounds.Now().Single(s => s.Claim.Id == "H7").Claim, default);
            return rounds.Now().Single(s => s.Claim.Id == "H7").State;
        }
    }
}
