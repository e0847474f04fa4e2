using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>Of several nodes one does the jobs; who only believes so does nothing.</summary>
public sealed class LeadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Of_two_nodes_one_leads_and_a_node_that_was_cut_off_does_nothing_any_more()
    {
        await using var nodes = await TwoNodes.StartAsync();
        TestProduct[] products = [nodes.Here, nodes.There];
        await Soon.IsAsync(() => products.Count(h => LeadOf(h).LeaderTerm is not null) == 1, "one leads");
        await Task.Delay(2500);
        Assert.Single(products, h => LeadOf(h).LeaderTerm is not null);
        var first = products.Single(h => LeadOf(h).LeaderTerm is not null);
        var second = products.Single(h => h != first);
        Assert.Equal("ready, leads the jobs", await ReadyAsync(first));
        Assert.Equal("ready", await ReadyAsync(second));
        var old = LeadOf(first).LeaderTerm!;
        await OldRowAsync(nodes);

        var since = Stopwatch.StartNew();
        await nodes.CutAsync(JobLeader.Application);
        await Soon.IsAsync(() => products.Any(h => LeadOf(h).LeaderTerm is { } term && term != old),
            "there is a new term", 10);
        output.WriteLine($"The lead was anew after {since.ElapsedMilliseconds} ms.");
        // As a node whose job goes on, because it has not noticed yet.
        await Assert.ThrowsAsync<LeadershipLostException>(
            () => first.Services.GetRequiredService<Housekeeping>().RunOnceAsync(old, default));
        Assert.Equal(1, await OldRowsAsync(nodes));
        await Soon.IsAsync(() => products.Count(h => LeadOf(h).LeaderTerm is not null) == 1, "one leads again");
        var now = products.Single(h => LeadOf(h).LeaderTerm is not null);
        Assert.Equal(0, await products.Single(h => h != now).Services.GetRequiredService<Housekeeping>()
            .RunOnceAsync(default));
        Assert.Equal(1, await OldRowsAsync(nodes));
        Assert.True(await now.Services.GetRequiredService<Housekeeping>().RunOnceAsync(default) > 0);
        Assert.Equal(0, await OldRowsAsync(nodes));
    }

    [Fact]
    public async Task When_the_node_that_leads_ends_the_other_leads_in_seconds()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await Soon.IsAsync(() => LeadOf(nodes.Here).LeaderTerm is not null, "the first leads");
        var second = LeadOf(nodes.There);
        await nodes.Here.DisposeAsync();
        await Soon.IsAsync(() => second.LeaderTerm is not null, "the second leads", 5);
    }

    [Fact]
    public async Task Who_takes_the_lead_waits_for_the_transaction_of_the_one_before()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await Soon.IsAsync(() => LeadOf(nodes.Here).LeaderTerm is not null, "the first leads");
        var old = LeadOf(nodes.Here).LeaderTerm!;
        await using (var scope = nodes.Here.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            await old.LockAsync(work, default);
            await nodes.CutAsync(JobLeader.Application);
            await Task.Delay(3000);
            Assert.DoesNotContain(
                new[] { nodes.Here, nodes.There }, h => LeadOf(h).LeaderTerm is { } term && term != old);
            await work.CommitAsync(default);
        }
        await Soon.IsAsync(() => new[] { nodes.Here, nodes.There }.Any(
            h => LeadOf(h).LeaderTerm is { } term && term != old), "there is a new term");
    }

    [Fact]
    public async Task On_SQLite_the_one_process_leads_from_the_start()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        Assert.NotNull(LeadOf(restpy).LeaderTerm);
    }

    private static JobLeader LeadOf(TestProduct restpy) => restpy.Services.GetRequiredService<JobLeader>();

    private static async Task<string> ReadyAsync(TestProduct restpy)
    {
        using var visitor = restpy.Visitor();
        return await (await visitor.GetAsync("/readyz")).Content.ReadAsStringAsync();
    }

    private static Task<long> OldRowAsync(TwoNodes nodes) =>
        nodes.PastTheWallAsync(
            $"INSERT INTO platform_command (restaurant_id, id, request_hash, answer, at) SELECT id, "
                + $"'{Guid.CreateVersion7()}', 'old', 'null', 1 FROM tenancy_restaurant WHERE slug = 'spice-garden' "
                + $"RETURNING 1::bigint");

    private static Task<long> OldRowsAsync(TwoNodes nodes) =>
        nodes.PastTheWallAsync("SELECT count(*) FROM platform_command WHERE request_hash = 'old'");
}
