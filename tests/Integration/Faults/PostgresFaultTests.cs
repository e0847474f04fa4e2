using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Faults;

/// <summary>
/// Two nodes on one PostgreSQL, tablets that try again with the same command, and what dies in the middle of it.
/// </summary>
public sealed class PostgresFaultTests
{
    [Fact]
    public async Task With_PostgreSQL_killed_under_load_every_order_is_there_once()
    {
        OwnPostgres.Need();
        using var postgres = new OwnPostgres();
        using var node = new RealServer(TestDatabases.NewFolder(), postgres.ConnectionString);
        await node.StartAsync();
        using var waiter = new StaffClient(node.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        await using var tablets = new Tablets(waiter, await PlainDish.OfAsync(waiter), node.Address);
        tablets.Begin(4);
        await tablets.MoreAsync(20);
        postgres.Kill();
        postgres.Start();
        await tablets.MoreAsync(20);
        await tablets.EndAsync();
        await AssertOnceAsync(postgres, tablets, node.Address);
    }

    [Fact, LongProof]
    public async Task With_the_leading_node_and_PostgreSQL_killed_under_load_every_order_is_there_once()
    {
        OwnPostgres.Need();
        using var postgres = new OwnPostgres();
        var data = TestDatabases.NewFolder();
        using var here = new RealServer(data, postgres.ConnectionString);
        using var there = new RealServer(data, postgres.ConnectionString);
        await here.StartAsync();
        await there.StartAsync();
        using var waiter = new StaffClient(here.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        var line = await PlainDish.OfAsync(waiter);
        await using var tablets = new Tablets(waiter, line, here.Address, there.Address);
        tablets.Begin(6);
        await tablets.MoreAsync(60);
        // It was there first, so the jobs are its to do.
        var term = await TermAsync(postgres);
        here.Kill();
        await tablets.MoreAsync(60);
        for (var tries = 0; tries < 100 && await TermAsync(postgres) == term; tries++) await Task.Delay(100);
        Assert.True(await TermAsync(postgres) > term, "Nobody leads the jobs after the node that did was killed.");
        await here.StartAsync();
        postgres.Kill();
        await Task.Delay(1500);
        postgres.Start();
        await tablets.MoreAsync(100);
        await tablets.EndAsync();
        await AssertOnceAsync(postgres, tablets, here.Address, there.Address);
        Assert.Contains(503, tablets.Trouble.Keys);
    }

    private static async Task AssertOnceAsync(OwnPostgres postgres, Tablets tablets, params Uri[] nodes)
    {
        var done = tablets.Done;
        // Each answer again, from any node, is the first one.
        foreach (var (command, order) in done.Take(40))
            foreach (var node in nodes)
                Assert.Equal(order, (await tablets.TryAsync(node, command)).Body.GetProperty("orderId").GetGuid());
        Assert.Equal(done.Count, done.Values.Distinct().Count());
        Assert.Equal(done.Count, await postgres.CountAsync("SELECT count(*) FROM ordering_order"));
        Assert.Equal(done.Count, await postgres.CountAsync("SELECT count(*) FROM ordering_line"));
        Assert.Equal(done.Count,
            await postgres.CountAsync("SELECT count(*) FROM audit_entry WHERE action = 'order.sent'"));
        Assert.Equal(0, await postgres.CountAsync("SELECT count(*) - count(DISTINCT number) FROM ordering_kot"));
        // No answer at all (a dead node), or "again in a moment" with no word about the inside; never a fault of ours.
        Assert.Empty(tablets.Trouble.Keys.Except([0, 503]));
    }

    private static Task<long> TermAsync(OwnPostgres postgres) =>
        postgres.CountAsync("SELECT last FROM platform_counter WHERE series = 'lead'");
}
