using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>A session nobody touches ends by itself, by the role; one that is touched, after twelve hours.</summary>
public sealed class SessionLimitTests
{
    [Theory, OnBothDatabases]
    public async Task Untouched_it_ends_to_the_second(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        foreach (var (role, minutes) in new[] {
            ("waiter", 8), ("kitchen", 8), ("manager", 60), ("cashier", 60), ("owner", 60) })
        {
            using var person = await restpy.SignInAsync($"{role}@spice-garden.example");
            restpy.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            // A screen that asks by itself keeps nobody signed in.
            Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/staff/choose")).StatusCode);
            restpy.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.StartsWith("/sign-in", (await person.GetAsync("/staff/choose")).Headers.Location!.ToString(),
                StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await person.GetAsync("/api/v1/session")).StatusCode);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Touched_it_goes_on_and_ends_after_twelve_hours(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        waiter.Http.DefaultRequestHeaders.Add("X-User-Activity", "1");
        var end = restpy.Clock.GetUtcNow() + TimeSpan.FromHours(12);
        while (restpy.Clock.GetUtcNow() + TimeSpan.FromMinutes(7) < end)
        {
            restpy.Clock.Advance(TimeSpan.FromMinutes(7));
            Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/api/v1/session")).StatusCode);
        }
        restpy.Clock.Advance(end - restpy.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, (await waiter.GetAsync("/api/v1/session")).StatusCode);
    }
}
