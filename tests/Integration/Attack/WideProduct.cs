using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>A product in which no rate limit is reached, that of the self-check neither.</summary>
public sealed class WideProduct : IAsyncLifetime
{
    public TestProduct Product { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Product = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:Rates:self-check"] = "1000000/600000",
        });

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
