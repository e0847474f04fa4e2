using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What gates refuse stands in the activity log, and a flood cannot fill it.</summary>
public sealed class SecurityEventTests
{
    [Theory, OnBothDatabases]
    public async Task A_flood_is_one_entry_with_its_number_and_one_more_after_its_window(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: new() { ["Restpy:Rates:probe"] = "2/1" });
        var events = restpy.Services.GetRequiredService<SecurityEvents>();
        using var visitor = restpy.Visitor();
        for (var i = 0; i < 30; i++) await visitor.GetAsync("/healthz");
        Assert.Equal(28, events.Count(SecurityEvent.Throttled));
        await events.FlushAsync(default);
        for (var i = 0; i < 10; i++) await visitor.GetAsync("/healthz");
        await events.FlushAsync(default);
        var log = await LogAsync(restpy, null);
        // The service may have written between two requests; what it wrote and what waits is the same sum.
        var entry = Assert.Single(log);
        Assert.Equal(("security.throttled", "GET /healthz", "none", "127.0.0.1"),
            (entry.Action, entry.ObjectLabel, entry.Role, entry.Ip));
        Assert.Matches("^probe × [0-9]+$", entry.Reason);
        restpy.Clock.Advance(SecurityEvents.Window);
        await events.FlushAsync(default);
        log = await LogAsync(restpy, null);
        Assert.Equal(2, log.Count);
        Assert.Equal(38, log.Sum(e => int.Parse(e.Reason!.Split('×')[1])));
        restpy.Clock.Advance(SecurityEvents.Window);
        await events.FlushAsync(default);
        Assert.Equal(2, (await LogAsync(restpy, null)).Count);
    }

    [Theory, OnBothDatabases]
    public async Task What_a_person_was_refused_stands_in_the_log_of_their_restaurant(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/log")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/log")).StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/sign-out")
        {
            Content = new FormUrlEncodedContent([])
        };
        Assert.Equal(HttpStatusCode.BadRequest, (await waiter.Http.SendAsync(forged)).StatusCode);
        await restpy.Services.GetRequiredService<SecurityEvents>().FlushAsync(default);
        var log = await LogAsync(restpy, "spice-garden");
        Assert.Equal([("security.forbidden", "GET /staff/log", "log.see"),
            ("security.forged", "POST /sign-out", "form token")],
            log.OrderBy(e => e.Action).Select(e => (e.Action, e.ObjectLabel, e.Reason!.Split(" × ")[0])));
        Assert.All(log, e => Assert.Equal("waiter", e.Role));
        Assert.Empty(await LogAsync(restpy, "maison-lumiere"));
        using var owner = await restpy.SignInAsync("owner@spice-garden.example");
        Assert.Contains("Refused: not permitted",
            (await owner.PageAsync("/staff/log?act=security.")).Body!.TextContent);
    }

    [Fact]
    public async Task A_thousand_addresses_are_a_few_entries_and_one_for_the_rest()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:Rates:probe"] = "1/1", ["Restpy:TrustedProxies:0"] = "127.0.0.1",
        });
        using var http = new HttpClient { BaseAddress = restpy.Address };
        for (var i = 0; i < 1000; i++)
        {
            for (var twice = 0; twice < 2; twice++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
                request.Headers.Add("X-Forwarded-For", $"203.0.{i >> 8}.{i & 255}");
                await http.SendAsync(request);
            }
        }
        await restpy.Services.GetRequiredService<SecurityEvents>().FlushAsync(default);
        restpy.Clock.Advance(SecurityEvents.Window);
        await restpy.Services.GetRequiredService<SecurityEvents>().FlushAsync(default);
        var log = await LogAsync(restpy, null);
        Assert.InRange(log.Count, SecurityEvents.MostOfAKind + 1, SecurityEvents.MostOfAKind + 2);
        Assert.Equal(1000, log.Sum(e => int.Parse(e.Reason!.Split('×')[1])));
        Assert.Contains(log, e => e.PersonName == "several" && e.Ip.Length == 0);
    }

    private static async Task<List<AuditEntry>> LogAsync(TestProduct restpy, string? slug)
    {
        async Task<List<AuditEntry>> ReadAsync(IServiceProvider s) => await s.GetRequiredService<RestpyDb>()
            .Set<AuditEntry>().AsNoTracking().Where(e => e.Action.StartsWith("security.")).OrderBy(e => e.Id)
            .ToListAsync();
        if (slug is not null) return await restpy.InAsync(slug, null, ReadAsync);
        await using var scope = restpy.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Kernel.Actor.System("test"));
        return await ReadAsync(scope.ServiceProvider);
    }
}
