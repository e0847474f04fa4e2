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
    public async Task Of_two_nodes_one_leads_and_when_its_connection_is_cut_its_old_term_does_nothing_any_more()
    {
        await using var nodes = await TwoHouses.StartAsync();
        TestHouse[] houses = [nodes.Here, nodes.There];
        await Soon.IsAsync(() => houses.Count(h => LeadOf(h).Term is not null) == 1, "one leads");
        await Task.Delay(2500);
        Assert.Single(houses, h => LeadOf(h).Term is not null);
        var first = houses.Single(h => LeadOf(h).Term is not null);
        var second = houses.Single(h => h != first);
        Assert.Equal("ready, leads the jobs", await ReadyAsync(first));
        Assert.Equal("ready", await ReadyAsync(second));
        var old = LeadOf(first).Term!;
        await OldRowAsync(nodes);

        var since = Stopwatch.StartNew();
        await nodes.CutAsync(Lead.Application);
        await Soon.IsAsync(() => houses.Any(h => LeadOf(h).Term is { } term && term != old), "there is a new term", 10);
        output.WriteLine($"The lead was anew after {since.ElapsedMilliseconds} ms.");
        // As a node whose job goes on, because it has not noticed yet.
        await Assert.ThrowsAsync<LeadLostException>(() => first.Services.GetRequiredService<Housekeeping>().RunOnceAsync(old, default));
        Assert.Equal(1, await OldRowsAsync(nodes));
        await Soon.IsAsync(() => houses.Count(h => LeadOf(h).Term is not null) == 1, "one leads again");
        var now = houses.Single(h => LeadOf(h).Term is not null);
        Assert.Equal(0, await houses.Single(h => h != now).Services.GetRequiredService<Housekeeping>().RunOnceAsync(default));
        Assert.Equal(1, await OldRowsAsync(nodes));
        Assert.True(await now.Services.GetRequiredService<Housekeeping>().RunOnceAsync(default) > 0);
        Assert.Equal(0, await OldRowsAsync(nodes));
    }

    [Fact]
    public async Task When_the_node_that_leads_ends_the_other_leads_in_seconds()
    {
        await using var nodes = await TwoHouses.StartAsync();
        await Soon.IsAsync(() => LeadOf(nodes.Here).Term is not null, "the first leads");
        var second = LeadOf(nodes.There);
        await nodes.Here.DisposeAsync();
        await Soon.IsAsync(() => second.Term is not null, "the second leads", 5);
    }

    [Fact]
    public async Task Who_takes_the_lead_waits_for_the_transaction_of_the_one_before()
    {
        await using var nodes = await TwoHouses.StartAsync();
        await Soon.IsAsync(() => LeadOf(nodes.Here).Term is not null, "the first leads");
        var old = LeadOf(nodes.Here).Term!;
        await using (var scope = nodes.Here.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            await old.HoldAsync(work, default);
            await nodes.CutAsync(Lead.Application);
            await Task.Delay(3000);
            Assert.DoesNotContain(new[] { nodes.Here, nodes.There }, h => LeadOf(h).Term is { } term && term != old);
            await work.CommitAsync(default);
        }
        await Soon.IsAsync(() => new[] { nodes.Here, nodes.There }.Any(h => LeadOf(h).Term is { } term && term != old), "there is a new term");
    }

    [Fact]
    public async Task On_SQLite_the_one_process_leads_from_the_start()
    {
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite);
        Assert.NotNull(LeadOf(house).Term);
    }

    private static Lead LeadOf(TestHouse house) => house.Services.GetRequiredService<Lead>();

    private static async Task<string> ReadyAsync(TestHouse house)
    {
        using var visitor = house.Visitor();
        return await (await visitor.GetAsync("/readyz")).Content.ReadAsStringAsync();
    }

    private static Task<long> OldRowAsync(TwoHouses nodes) =>
        nodes.PastTheWallAsync($"INSERT INTO platform_command (restaurant_id, id, request_hash, answer, at) SELECT id, '{Guid.CreateVersion7()}', 'old', 'null', 1 FROM tenancy_restaurant WHERE slug = 'spice-garden' RETURNING 1::bigint");

    private static Task<long> OldRowsAsync(TwoHouses nodes) => nodes.PastTheWallAsync("SELECT count(*) FROM platform_command WHERE request_hash = 'old'");
}
