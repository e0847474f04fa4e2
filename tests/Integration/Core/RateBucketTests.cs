using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

public sealed class RateBucketTests
{
    [Fact]
    public async Task A_bucket_gives_its_burst_at_once_and_then_no_more_than_it_gets_back()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:probe"] = "4/6" });
        using var visitor = restpy.Visitor();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++) answers.Add((await visitor.GetAsync("/healthz")).StatusCode);
        Assert.Equal([200, 200, 200, 200, 429, 429], answers.Select(a => (int)a));
        // Six a minute is one in ten seconds. A rounding to one a second would let the next one through.
        await Task.Delay(2500);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task A_full_bucket_does_not_close_the_other_doors()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:probe"] = "1/1" });
        using var visitor = restpy.Visitor();
        while ((await visitor.GetAsync("/healthz")).StatusCode == HttpStatusCode.OK) { }
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in")).StatusCode);
    }
}
