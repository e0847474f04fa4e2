using Npgsql;
using Restpy.IntegrationTests.Faults;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>
/// The disk of PostgreSQL goes in the middle of an evening, and the restaurant is open again from its backups.
/// </summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PostgresBadNightTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public async Task Every_order_answered_before_the_archived_moment_is_there_once()
    {
        var data = TestDatabases.NewFolder();
        string restored;
        List<(Guid Command, Guid Order)> due;
        object line;
        await MakeRestaurantAsync();
        using (var server = new RealServer(data, Night(backedUp.Postgres)))
        {
            await server.StartAsync();
            using var waiter = new StaffClient(server.Address);
            await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
            line = await PlainDish.OfAsync(waiter);
            await using var tablets = new Tablets(waiter, line, server.Address);
            tablets.Begin(4);
            await tablets.MoreAsync(80);
            due = [.. tablets.Done.Select(done => (done.Key, done.Value))];
            // What the archive has a minute later at the latest; orders go on arriving.
            var moment = (DateTime)(await backedUp.Postgres.RunAsync("SELECT clock_timestamp()"))!;
            await tablets.MoreAsync(30);
            await backedUp.Postgres.RunAsync("SELECT pg_switch_wal()");
            await BackedUpPostgres.UntilAsync(async () => (await backedUp.Backups.ListAsync(default))[^1].To > moment);
            await tablets.MoreAsync(20);
            server.Kill();
            // The disk is gone: nothing but the repository is used from here on.
            restored = (await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default)).Path;
        }
        using var postgres = OwnPostgres.On(restored);
        using var again = new RealServer(data, Night(postgres));
        await again.StartAsync();
        using var back = new StaffClient(again.Address);
        await back.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        foreach (var (command, order) in due)
        {
            var (_, body) = await back.CommandAsync("/api/v1/orders/send", new
            {
                commandId = command, channel = "Takeaway", covers = 0, lines = new[] { line },
            });
            Assert.Equal(order, body.GetProperty("orderId").GetGuid());
        }
    }

    /// <summary>
    /// A database of the product's own in the server that is backed up: no table of the other tests in it.
    /// </summary>
    private async Task MakeRestaurantAsync()
    {
        await backedUp.Postgres.RunAsync("CREATE DATABASE night TEMPLATE restpy OWNER restpy_owner");
        await using var admin = await TestDatabases.OpenAsync(
            $"Host=127.0.0.1;Port={backedUp.Postgres.Port};Username=restpy;Database=night;Pooling=false");
        await using var command = new NpgsqlCommand(
            "DROP TABLE IF EXISTS guest_note, busy; GRANT CONNECT ON DATABASE night TO restpy_app", admin);
        await command.ExecuteNonQueryAsync();
    }

    private static string Night(OwnPostgres postgres) =>
        postgres.ConnectionString.Replace("Database=restpy", "Database=night", StringComparison.Ordinal);
}
