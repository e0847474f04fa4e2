using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>A product in which no rate limit is reached, that of the self-check neither.</summary>
public sealed class WideHouse : IAsyncLifetime
{
    public TestProduct House { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        House = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:Rates:self-check"] = "1000000/600000",
        });

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
