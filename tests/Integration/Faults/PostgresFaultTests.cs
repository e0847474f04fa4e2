using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Faults;

/// <summary>Two nodes on one PostgreSQL, tablets that try again with the same command, and what dies in the middle of it.</summary>
public sealed class PostgresFaultTests
{
    [Fact]
    public async Task With_a_node_killed_and_PostgreSQL_killed_under_load_every_order_is_there_once()
    {
        Assert.SkipUnless(OwnPostgres.IsHere || Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is not available here.");
        using var postgres = new OwnPostgres();
        var data = TestDatabases.NewFolder();
        using var here = new RealServer(data, postgres.ConnectionString);
        using var there = new RealServer(data, postgres.ConnectionString);
        await here.StartAsync();
        await there.StartAsync();
        using var waiter = new StaffClient(here.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestHouse.Password);
        var line = await PlainDish.OfAsync(waiter);
        var done = new ConcurrentDictionary<Guid, Guid>();
        var trouble = new ConcurrentDictionary<int, int>();
        using var closing = new CancellationTokenSource();

        // Each sends one command after the other and does not let go of one before it has an answer.
        async Task TabletAsync(int tablet)
        {
            Uri[] nodes = [here.Address, there.Address];
            for (var sent = 0; !closing.IsCancellationRequested; sent++)
            {
                var command = Guid.CreateVersion7();
                for (var tries = tablet; ; tries++)
                {
                    var (status, body) = await TryAsync(waiter, nodes[tries % 2], command, line);
                    if (status == HttpStatusCode.OK)
                    {
                        done[command] = body.GetProperty("orderId").GetGuid();
                        break;
                    }
                    trouble.AddOrUpdate((int)status, 1, (_, n) => n + 1);
                    await Task.Delay(50);
                }
            }
        }
        var tablets = Enumerable.Range(0, 6).Select(TabletAsync).ToArray();
        await MoreAsync(done, 60);
        there.Kill();
        await MoreAsync(done, 60);
        await there.StartAsync();
        postgres.Kill();
        await Task.Delay(1500);
        postgres.Start();
        await MoreAsync(done, 100);
        await closing.CancelAsync();
        await Task.WhenAll(tablets).WaitAsync(TimeSpan.FromSeconds(60));

        // Each answer again, from either node, is the first one.
        foreach (var (command, order) in done.Take(40))
            foreach (var node in new[] { here.Address, there.Address })
                Assert.Equal(order, (await TryAsync(waiter, node, command, line)).Body.GetProperty("orderId").GetGuid());
        Assert.Equal(done.Count, done.Values.Distinct().Count());
        Assert.Equal(done.Count, await postgres.CountAsync("SELECT count(*) FROM ordering_order"));
        Assert.Equal(done.Count, await postgres.CountAsync("SELECT count(*) FROM ordering_line"));
        Assert.Equal(done.Count, await postgres.CountAsync("SELECT count(*) FROM audit_entry WHERE action = 'order.sent'"));
        Assert.Equal(0, await postgres.CountAsync("SELECT count(*) - count(DISTINCT number) FROM ordering_kot"));
        // No answer at all (a dead node), or "again in a moment" with no word about the inside; never a fault of ours.
        Assert.Empty(trouble.Keys.Except([0, 503]));
        Assert.Contains(503, trouble.Keys);
    }

    private static async Task MoreAsync(ConcurrentDictionary<Guid, Guid> done, int more)
    {
        var wanted = done.Count + more;
        for (var waited = 0; done.Count < wanted; waited++)
        {
            Assert.True(waited < 1200, $"{done.Count} of {wanted} orders after a minute: the service does not heal.");
            await Task.Delay(50);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(StaffClient waiter, Uri node, Guid command, object line)
    {
        try
        {
            return await waiter.CommandAsync(new Uri(node, "/api/v1/orders/send").ToString(), new { commandId = command, channel = "Takeaway", covers = 0, lines = new[] { line } });
        }
        catch (HttpRequestException)
        {
            return (0, default);
        }
    }
}
