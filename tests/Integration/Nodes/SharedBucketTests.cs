using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>Who is sent from one node to the next by the load balancer has one bucket all the same.</summary>
public sealed class SharedBucketTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Of_a_strict_bucket_two_nodes_together_give_its_tokens_and_not_one_more()
    {
        await using var nodes = await TwoNodes.StartAsync(new() { ["Restpy:Rates:sign-in"] = "8/3" });
        var answers = await AskAsync(nodes, 40, "/sign-in");
        Assert.Equal(8, answers.Count(a => a.Status != HttpStatusCode.TooManyRequests));
        // Three a minute is one in twenty seconds, on whichever node.
        Assert.All(answers.Where(a => a.Status == HttpStatusCode.TooManyRequests),
            a => Assert.InRange(a.RetryAfter, 12, 20));
        Assert.Equal(1, await nodes.PastTheWallAsync("SELECT count(*) FROM platform_bucket"));
    }

    [Fact]
    public async Task A_wide_limit_gives_at_most_one_second_more_and_rarely_asks_the_database()
    {
        await using var nodes = await TwoNodes.StartAsync(new() { ["Restpy:Rates:public"] = "400/1200" });
        var since = Stopwatch.StartNew();
        var answers = await AskAsync(nodes, 1200, "/");
        var let = answers.Count(a => a.Status == HttpStatusCode.Redirect);
        var most = 400 + (20 * since.Elapsed.TotalSeconds) + (2 * 20);
        output.WriteLine($"{let} of {answers.Count} let through in {since.ElapsedMilliseconds} ms, at most {most:0}.");
        Assert.InRange(let, 400, most);
        var trips = new[] { nodes.Here, nodes.There }.Sum(
            h => h.Services.GetRequiredService<RateLimitExchange>().Trips);
        output.WriteLine($"The database was asked {trips} times.");
        Assert.InRange(trips, 2, let / 5);
    }

    [Fact]
    public async Task What_was_spent_is_told_a_second_later_also_when_it_is_little()
    {
        await using var nodes = await TwoNodes.StartAsync(new() { ["Restpy:Rates:public"] = "10/600" });
        using var here = nodes.Here.Visitor();
        for (var i = 0; i < 5; i++) await here.GetAsync("/");
        await Soon.IsAsync(async () => await nodes.PastTheWallAsync("SELECT count(*) FROM platform_bucket") == 1,
            "the nodes told each other", 4);
    }

    [Fact]
    public async Task While_the_database_is_away_nodes_limit_alone_and_afterwards_together()
    {
        TestDatabases.NeedPostgres();
        var straight = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        await using var cable = Cable.To(straight);
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres, settings: new()
        {
            ["database"] = cable.Over(straight), ["Restpy:Rates:sign-in"] = "6/2", ["Restpy:Rates:public"] = "6/2",
        });
        using var visitor = restpy.Visitor();
        // Drawn once, so that nothing of the page itself needs the database.
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Http.PostAsync("/sign-in", null)).StatusCode);
        cable.Cut();
        foreach (var (path, left) in new[] { ("/sign-in", 5), ("/", 6) })
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 12; i++)
            {
                var answer = await (path == "/sign-in" ? visitor.Http.PostAsync(path, null) : visitor.GetAsync(path));
                statuses.Add(answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                    Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
            }
            Assert.Equal(left, statuses.TakeWhile(s => s != HttpStatusCode.TooManyRequests).Count());
            Assert.All(statuses.Skip(left), s => Assert.Equal(HttpStatusCode.TooManyRequests, s));
        }
        cable.Mend();
        var admin = new Platform.Data.DatabaseOptions(false, straight, "");
        await Soon.IsAsync(async () =>
        {
            await using var connection = await TestDatabases.PastTheWallAsync(admin);
            await using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT count(*) FROM platform_bucket WHERE full_at > (extract(epoch FROM now()) * 1000000)::bigint "
                    + "+ 120000000";
            return (long)(await command.ExecuteScalarAsync())! == 2;
        }, "what was spent meanwhile is told afterwards");
    }

    [Fact]
    public void A_hundred_thousand_addresses_fill_no_memory_and_open_no_bucket()
    {
        var local = new LocalRateLimits(MasterKey.Create(TestDatabases.NewFolder()), TimeProvider.System);
        var bucket = new RateLimit(2, 1);
        var known = local.Of("sign-in", "known");
        Assert.Equal(0, known.Take(bucket, local.Now));
        var refused = 0;
        for (var i = 0; i < 100_000; i++)
            for (var tries = 0; tries < 3; tries++)
                if (local.Of("sign-in", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}").Take(bucket, local.Now) > 0)
                    refused++;
        Assert.InRange(local.Count, LocalRateLimits.Most, LocalRateLimits.Most + LocalRateLimits.OverflowLimits);
        // Of three tries at most two can be let through, and of the shared buckets few at all.
        Assert.InRange(refused, 100_000 + 98_000, 300_000);
        Assert.Equal(0, local.Of("sign-in", "known").Take(bucket, local.Now));
        Assert.True(local.Of("sign-in", "known").Take(bucket, local.Now) > 0);
    }

    [Fact]
    public async Task Buckets_full_again_are_forgotten_here_and_by_housekeeping_in_the_database()
    {
        var local = new LocalRateLimits(MasterKey.Create(TestDatabases.NewFolder()), TimeProvider.System);
        var quick = new RateLimit(5, 6000);
        for (var i = 0; i < 500; i++) Assert.Equal(0, local.Of("menu", $"{i}").Take(quick, local.Now));
        await Task.Delay(1200);
        local.Sweep();
        Assert.Equal(0, local.Count);

        await using var nodes = await TwoNodes.StartAsync(new() { ["Restpy:Rates:sign-in"] = "8/3" });
        await AskAsync(nodes, 4, "/sign-in");
        TestProduct Leader() =>
            nodes.Here.Services.GetRequiredService<JobLeader>().LeaderTerm is not null ? nodes.Here : nodes.There;
        await Soon.IsAsync(() => Leader().Services.GetRequiredService<JobLeader>().LeaderTerm is not null, "one leads");
        await Leader().Services.GetRequiredService<Housekeeping>().RunOnceAsync(default);
        Assert.Equal(1, await nodes.PastTheWallAsync("SELECT count(*) FROM platform_bucket"));
        Leader().Clock.Advance(TimeSpan.FromHours(2));
        await Leader().Services.GetRequiredService<Housekeeping>().RunOnceAsync(default);
        Assert.Equal(0, await nodes.PastTheWallAsync("SELECT count(*) FROM platform_bucket"));
    }

    /// <summary>So many requests, half to each node, many at once.</summary>
    private static async Task<List<(HttpStatusCode Status, double RetryAfter)>> AskAsync(
        TwoNodes nodes, int times, string path)
    {
        using var here = nodes.Here.Visitor();
        using var there = nodes.There.Visitor();
        using var atOnce = new SemaphoreSlim(12);
        return [.. await Task.WhenAll(Enumerable.Range(0, times).Select(async i =>
        {
            await atOnce.WaitAsync();
            try
            {
                var who = i % 2 == 0 ? here : there;
                using var answer = await (path == "/sign-in" ? who.Http.PostAsync(path, null) : who.GetAsync(path));
                return (answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0);
            }
            finally
            {
                atOnce.Release();
            }
        }))];
    }
}
