using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>An endpoint without a decision is closed to everybody; the same endpoint with one is not.</summary>
public sealed class UndecidedEndpointTests(UndecidedEndpointTests.Run run) : IClassFixture<UndecidedEndpointTests.Run>
{
    [Theory]
    [InlineData("/api/v1/undecided", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/decided", HttpStatusCode.OK)]
    public async Task An_endpoint_without_a_decision_answers_404(string path, HttpStatusCode expected)
    {
        var owner = await run.Product.AsAsync("owner@spice-garden.example");
        Assert.Equal(expected, (await owner.GetAsync(path)).StatusCode);
        using var nobody = run.Product.Visitor();
        Assert.Equal(expected, (await nobody.GetAsync(path)).StatusCode);
    }

    public sealed class Run : IAsyncLifetime
    {
        public TestProduct Product { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Product = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, services => services.AddSingleton<IModule>(new TwoEndpoints()),
            new() { ["Restpy:SelfChecks"] = "off" });

        public ValueTask DisposeAsync() => Product.DisposeAsync();
    }

    private sealed class TwoEndpoints : IModule
    {
        public IReadOnlyList<Permission> Permissions { get; } = [];

        public void Add(IServiceCollection services) { }

        public void Map(IEndpointRouteBuilder app)
        {
            app.MapGet("/api/v1/undecided", () => Results.Ok());
            app.MapGet("/api/v1/decided", () => Results.Ok()).WithMetadata(new OpenAttribute("public"));
        }
    }
}
