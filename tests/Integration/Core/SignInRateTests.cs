using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Core.FairBucketTests;

namespace Restpy.IntegrationTests.Core;

/// <summary>The rate limit of signing in counts attempts, not visits to the page.</summary>
public sealed class SignInRateTests
{
    [Fact]
    public async Task Looking_at_the_sign_in_page_is_not_counted_as_a_try()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:sign-in"] = "5/1" });
        Assert.Equal(20, await LookAsync(restpy, 20));
        Assert.Equal(5, await LetAsync(restpy, "/sign-in", 8, _ => null));
    }

    [Fact]
    public async Task Sixty_people_behind_one_address_sign_in_within_a_minute()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:Rates:public"] = "1000/600", ["Restpy:Rates:all"] = "",
        });
        Assert.Equal(60, await LetAsync(restpy, "/sign-in", 60, _ => null));
    }

    private static async Task<int> LookAsync(TestProduct restpy, int times)
    {
        using var visitor = restpy.Visitor();
        var seen = 0;
        for (var i = 0; i < times; i++) if ((await visitor.GetAsync("/sign-in")).StatusCode == HttpStatusCode.OK)
            seen++;
        return seen;
    }
}
