using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a bucket holds, when it comes back, and that every endpoint has its own.</summary>
public sealed class BucketSizeTests
{
    [Fact]
    public void A_bucket_gives_its_burst_and_then_what_comes_back_to_the_instant()
    {
        var clock = new Ticks();
        var local = new LocalRateLimits(MasterKey.Create(TestDatabases.NewFolder()), clock);
        var bucket = new RateLimit(40, 120);
        int Take(int times) =>
            Enumerable.Range(0, times).Count(_ => local.Of("menu own", "phone").Take(bucket, local.Now) == 0);
        Assert.Equal(40, Take(100));
        // 120 a minute is one in half a second.
        clock.Pass(TimeSpan.FromMilliseconds(499));
        Assert.Equal(0, Take(5));
        clock.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Take(5));
        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(20, Take(100));
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(40, Take(100));
    }

    [Fact]
    public async Task Every_endpoint_has_a_known_rate_limit_and_staff_endpoints_one_per_account()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var buckets = restpy.Services.GetRequiredService<RateLimitList>();
        var endpoints = await ProductEndpoint.AllAsync(restpy);
        Assert.All(endpoints, d => Assert.Contains(d.Access!.RateLimit, buckets.Names));
        Assert.All(endpoints.Where(d => d.Access is NeedsAttribute or SignedInAttribute),
            d => Assert.NotNull(buckets[d.Access!.RateLimit].Account));
        Assert.All(endpoints.Where(d => d.Access is NeedsAttribute or SignedInAttribute),
            d => Assert.Contains(
            buckets[d.Access!.RateLimit].By, (Known[])[Known.Session, Known.Session | Known.Tablet]));
        foreach (var guests in endpoints.Where(d => d.Endpoint.Metadata.GetMetadata<IScopeSource>() is not null))
            Assert.True(buckets[guests.Access!.RateLimit] is { Own: not null, Place: not null, Restaurant: not null },
                guests.Name);
        Assert.Equal(["POST /platform/log.csv", "POST /staff/log.csv", "GET /staff/menu/export",
            "POST /staff/sales/export"],
            endpoints.Where(d => d.Access!.RateLimit == "export").Select(d => d.Name).OrderBy(n => n.Split('/', 2)[1]));
    }

    private sealed class Ticks : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan by) => _ticks += by.Ticks;
    }
}
