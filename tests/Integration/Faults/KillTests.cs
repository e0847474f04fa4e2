using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Faults;

public sealed class KillTests
{
    private const int Burst = 120;

    [Fact]
    public async Task Killed_in_a_burst_of_orders_every_acknowledged_order_is_there_once()
    {
        var data = TestDatabases.NewFolder();
        using var server = new RealServer(data);
        await server.StartAsync();
        using var waiter = new StaffClient(server.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        var line = await PlainDish.OfAsync(waiter);
        var acknowledged = new ConcurrentDictionary<Guid, Guid>();
        var asked = new ConcurrentBag<Guid>();

        var senders = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                while (true)
                {
                    var command = Guid.CreateVersion7();
                    asked.Add(command);
                    var (status, body) = await SendAsync(waiter, command, line);
                    Assert.Equal(HttpStatusCode.OK, status);
                    acknowledged[command] = body.GetProperty("orderId").GetGuid();
                }
            }
            catch (HttpRequestException)
            {
                // The server died under this request; what it did with it is what the test asks.
            }
        }).ToArray();
        while (acknowledged.Count < Burst) await Task.Delay(5);
        server.Kill();
        await Task.WhenAll(senders);

        await server.StartAsync();
        // The tablets retry, with the same ids: the same session, the same answers, and the unanswered ones done once.
        var orders = new HashSet<Guid>();
        foreach (var command in asked)
        {
            var (status, body) = await SendAsync(waiter, command, line);
            Assert.Equal(HttpStatusCode.OK, status);
            var order = body.GetProperty("orderId").GetGuid();
            if (acknowledged.TryGetValue(command, out var first)) Assert.Equal(first, order);
            Assert.True(orders.Add(order));
        }
        server.Kill();
        Assert.Equal((asked.Count, asked.Count, asked.Count), Count(data));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        StaffClient waiter, Guid command, object line) =>
        waiter.CommandAsync("/api/v1/orders/send", new
        {
            commandId = command, channel = "Takeaway", covers = 0, lines = new[] { line },
        });

    /// <summary>Orders, lines and activity entries in the file itself.</summary>
    private static (int Orders, int Lines, int Entries) Count(string data)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(data, "restpy.db")}");
        file.Open();
        int Of(string sql)
        {
            using var command = file.CreateCommand();
            command.CommandText = sql;
            return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        return (Of("SELECT count(*) FROM ordering_order"), Of("SELECT count(*) FROM ordering_line"),
            Of("SELECT count(*) FROM audit_entry WHERE action = 'order.sent'"));
    }
}
