using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Growth;
using Restpy.Host;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(Restpy.IntegrationTests.Growth.GrownProduct))]

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// The product on a PostgreSQL database that ./restpy seed has filled: twelve restaurants with twenty days behind them:
/// enough for the planner to prefer what it would prefer in a year. Made when the first test asks.
/// </summary>
public sealed class GrownProduct : IAsyncDisposable
{
    public const int Restaurants = 12;
    public const int Days = 20;
    private readonly Lazy<Task<TestProduct>> _product;

    public GrownProduct() => _product = new(MakeAsync);

    /// <summary>What the seeding said.</summary>
    public string Said { get; private set; } = "";

    internal Recorder Recorder { get; } = new();

    /// <summary>The application's connection string.</summary>
    public string Application { get; private set; } = "";

    public async Task<TestProduct> StartAsync()
    {
        TestDatabases.NeedPostgres();
        return await _product.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_product.IsValueCreated) await (await _product.Value).DisposeAsync();
    }

    private async Task<TestProduct> MakeAsync()
    {
        var owner = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        await Migrations.ApplyAsync(owner, default);
        var said = new StringWriter();
        await SeedCommand.SeedAsync(owner, new(Restaurants, Days, 10), ModuleList.All, said, default);
        Said = said.ToString();
        Application = TestDatabases.As(PostgresRoles.Application, owner.ConnectionString);
        return await TestProduct.StartAsync(
            DatabaseKind.Postgres, services => services.ConfigureDbContext<RestpyDb>(o => o.AddInterceptors(Recorder)),
            new() { ["database"] = Application, ["Restpy:SelfChecks"] = "off" });
    }
}
