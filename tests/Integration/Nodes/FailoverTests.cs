using System.Diagnostics;
using System.Net;
using Restpy.Platform.Jobs;
using Restpy.IntegrationTests.Faults;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>
/// Two nodes, a primary and its standby, on servers of this test's own; the primary dies in the middle of the evening.
/// </summary>
public sealed class FailoverTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Reports_come_from_the_standby_and_a_takeover_loses_nothing_acknowledged()
    {
        OwnPostgres.Need();
        using var primary = new OwnPostgres();
        using var standby = await primary.FollowAsync();
        var both = $"Host={primary.At},{standby.At};Username=restpy_app;Database=restpy;Timeout=5";
        var data = TestDatabases.NewFolder();
        using var here = new RealServer(data, both, "--standby", standby.ConnectionString);
        using var there = new RealServer(data, both, "--standby", standby.ConnectionString);
        await here.StartAsync();
        await there.StartAsync();
        using var waiter = new StaffClient(here.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        using var owner = new StaffClient(there.Address);
        await owner.SignInAsync("owner@spice-garden.example", TestProduct.Password);
        foreach (var (page, rows) in new[] { ("/staff/sales", "billing_"), ("/staff/log", "audit_entry") })
            await Soon.IsAsync(async () =>
            {
                Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(page)).StatusCode);
                return await AskedAsync(standby, rows) > 0;
            }, $"the standby is asked for {page}");

        await using var tablets = new Tablets(waiter, await PlainDish.OfAsync(waiter), here.Address, there.Address);
        tablets.Begin(6);
        await tablets.MoreAsync(60);
        primary.Kill();
        var since = Stopwatch.StartNew();
        await Task.Delay(500);
        standby.Promote();
        await tablets.MoreAsync(1);
        output.WriteLine(
            $"The first order was acknowledged {since.ElapsedMilliseconds} ms after the primary was killed, the "
                + $"standby promoted after 500.");
        await tablets.MoreAsync(100);
        await tablets.EndAsync();

        Assert.Equal(tablets.Done.Count, tablets.Done.Values.Distinct().Count());
        Assert.Equal(tablets.Done.Count,
            await standby.CountAsync("SELECT count(*) FROM ordering_order WHERE channel = 'Takeaway'"));
        Assert.Equal(0, await standby.CountAsync("SELECT count(*) - count(DISTINCT number) FROM ordering_kot"));
        foreach (var (command, order) in tablets.Done.Take(20))
            foreach (var node in new[] { here.Address, there.Address })
            {
                // A connection of the pool may still lead to the dead server: "again in a moment".
                var again = await tablets.TryAsync(node, command);
                for (var tries = 0; tries < 20 && (int)again.Status is 0 or 503; tries++)
                {
                    await Task.Delay(250);
                    again = await tablets.TryAsync(node, command);
                }
                Assert.Equal(order, again.Body.GetProperty("orderId").GetGuid());
            }
        // No answer at all, or "again in a moment"; never a fault of ours.
        Assert.Empty(tablets.Trouble.Keys.Except([0, 503]));

        // What has connections of its own found the new primary as well.
        await Soon.IsAsync(async () => await ConnectedAsync(standby, "restpy listen") == 2
            && await ConnectedAsync(standby, "restpy lead") == 2, "both nodes listen and stand for the lead");
        await Soon.IsAsync(async () =>
            await standby.CountAsync(
                $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {JobLeader.Lock} AND granted") == 1, "one leads");
        await Soon.IsAsync(async () => await standby.CountAsync(
            "SELECT count(*) FROM platform_outbox WHERE position IS NULL") == 0, "every event has its place");
        foreach (var page in new[] { "/staff/sales", "/staff/log" })
            Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(page)).StatusCode);
    }

    private static Task<long> AskedAsync(OwnPostgres server, string rows) =>
        server.CountAsync(
            $"SELECT count(*) FROM pg_stat_activity WHERE usename = 'restpy_app' AND query LIKE '%FROM {rows}%'");

    private static Task<long> ConnectedAsync(OwnPostgres server, string application) =>
        server.CountAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{application}'");
}
