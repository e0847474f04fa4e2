using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Probe;
using Restpy.TestSupport;
using Restpy.Trust.Contract;
using Xunit;

namespace Restpy.IntegrationTests.Probe;

/// <summary>A product with holes in it: the probe must name each.</summary>
public sealed class LeakyProductTests(LeakyProductTests.Run run) : IClassFixture<LeakyProductTests.Run>
{
    [Fact]
    public void Each_hole_is_named_and_nothing_else()
    {
        string[] holes =
        [
            "GET /api/v1/leak/breaks/{id:guid}: ", "GET /api/v1/leak/by-code: in code (query) a name of menu_item",
            "GET /api/v1/leak/header: with headers and fields that name a restaurant",
            "GET /api/v1/leak/other-404/{id:guid}: an id of ordering_order as ",
            "GET /api/v1/leak/unfiltered/{id:guid}: an id of menu_item as ",
            "GET /api/v1/leak/by-token/{id:guid}: an id of menu_item as program", "POST /api/v1/leak/write: ",
            "model Kot: their row is found by its id",
            "rows of tenancy_restaurant: the other restaurant's ",
        ];
        Assert.All(holes, hole =>
            Assert.Contains(run.Found.Failures, f => f.StartsWith(hole, StringComparison.Ordinal)));
        Assert.Equal(holes.Length, run.Found.Failures.Count);
    }

    [Fact]
    public void What_it_does_not_know_it_says() => Assert.Equal(
        ["GET /api/v1/leak/by-hand is handed the whole request and does not say what it reads",
            "GET /api/v1/leak/odd-kind: odd (query) is of the kind Odd, which the probe does not know"],
            run.Found.NotAttacked);

    public sealed class Run : IAsyncLifetime
    {
        public ProbeOutcome Found { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
            {
                ["Restpy:SelfChecks"] = "off", ["Logging:LogLevel:Restpy.Platform.Web.ExceptionStatus"] = "None",
            }, configure: services =>
            {
                services.AddSingleton<IModule>(new LeakyModule());
                services.ConfigureDbContext<RestpyDb>(
                    options => options.ReplaceService<IModelCustomizer, WithoutFilter>());
            });
            Found = (await new IsolationProbe(restpy.Services, restpy.Address)
            {
                Thorough = true,
                Attacks = endpoint => endpoint.Pattern.StartsWith("/api/v1/leak", StringComparison.Ordinal),
            }.RunAsync(TestContext.Current.CancellationToken)).Outcome;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
