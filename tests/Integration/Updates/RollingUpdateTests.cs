using Restpy.IntegrationTests.Faults;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Updates;

/// <summary>
/// Two nodes on PostgreSQL are updated one after the other while orders arrive: stopped, and started as the new
/// version.
/// </summary>
public sealed class RollingUpdateTests
{
    [Fact]
    public async Task A_node_that_is_replaced_under_load_refuses_no_order()
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
        await node.StopAsync();
        await node.StartAsync();
        await tablets.MoreAsync(20);
        await tablets.EndAsync();
        await AssertNoneRefusedAsync(postgres, tablets);
    }

    [Fact, LongProof]
    public async Task Nodes_replaced_one_after_the_other_under_load_refuse_no_order()
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
        await using var tablets = new Tablets(waiter, await PlainDish.OfAsync(waiter), here.Address, there.Address);
        tablets.Begin(6);
        foreach (var node in new[] { here, there })
        {
            await tablets.MoreAsync(60);
            // As systemd and every orchestrator stop it: what it has begun is answered.
            await node.StopAsync();
            await tablets.MoreAsync(40);
            await node.StartAsync();
        }
        await tablets.MoreAsync(60);
        await tablets.EndAsync();
        await AssertNoneRefusedAsync(postgres, tablets);
    }

    private static async Task AssertNoneRefusedAsync(OwnPostgres postgres, Tablets tablets)
    {
        // A node that is not there does not answer (0); one that answers, answers as always.
        Assert.Empty(tablets.Trouble.Keys.Except([0]));
        Assert.Equal(tablets.Done.Count, tablets.Done.Values.Distinct().Count());
        Assert.Equal(tablets.Done.Count,
            await postgres.CountAsync("SELECT count(*) FROM ordering_order WHERE channel = 'Takeaway'"));
    }
}
