using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Restpy.IntegrationTests.Faults;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>The disk goes in the middle of an evening, and the restaurant is open again from its backups.</summary>
public sealed class BadNightTests
{
    /// <summary>Changes are stored every second here; a round and the load of the machine take their time.</summary>
    private static readonly TimeSpan Stored = TimeSpan.FromSeconds(6);

    [Fact, LongProof]
    public async Task Every_order_answered_before_the_last_stored_moment_is_there_once()
    {
        var (data, store, safe) =
            (TestDatabases.NewFolder(), TestDatabases.NewFolder(), Path.Combine(TestDatabases.NewFolder(), "key"));
        string[] settings = ["--Restpy:Backup:Folder", store, "--Restpy:Backup:Seconds", "1"];
        using var server = new RealServer(data, null, settings);
        await server.StartAsync();
        File.Copy(Path.Combine(data, "master.key"), safe);
        using var waiter = new StaffClient(server.Address);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        var line = await PlainDish.OfAsync(waiter);
        var answered = new ConcurrentDictionary<Guid, (Guid Order, long At)>();
        var ordering = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OrderAsync(waiter, line, answered)));
        // At a moment nobody chose.
        await Task.Delay(TimeSpan.FromSeconds(9 + Random.Shared.NextDouble() * 4),
            TestContext.Current.CancellationToken);
        server.Kill();
        var lost = Stopwatch.GetTimestamp();
        await ordering;
        Directory.Delete(data, recursive: true);

        var into = Path.Combine(TestDatabases.NewFolder(), "restored");
        var said = await CommandAsync(store, "backup", "restore", "--into", into, "--data", data, "--key", safe);
        Assert.Contains("Restored as of", said, StringComparison.Ordinal);
        File.Copy(safe, Path.Combine(into, "master.key"));
        using var again = new RealServer(into, null, settings);
        await again.StartAsync();
        using var back = new StaffClient(again.Address);
        await back.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        var due = answered.Where(a => Stopwatch.GetElapsedTime(a.Value.At, lost) > Stored).ToList();
        Assert.NotEmpty(due);
        // Sent again with the same ids, as tablets do: those that are there are answered as before.
        foreach (var (command, (order, _)) in due)
        {
            var (status, body) = await SendAsync(back, command, line);
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            Assert.Equal(order, body.GetProperty("orderId").GetGuid());
        }
        // The checks take a breath after each claim, and the page is asked no faster than a reader would.
        var page = "";
        for (var tries = 0; tries < 30
            && !page.Contains("The database was restored as of", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(2000, TestContext.Current.CancellationToken);
            page = await PageAsync(again.Address, "/security");
        }
        Assert.Contains("The database was restored as of", page, StringComparison.Ordinal);
    }

    private static async Task OrderAsync(
        StaffClient waiter, object line, ConcurrentDictionary<Guid, (Guid, long)> answered)
    {
        try
        {
            while (true)
            {
                var command = Guid.CreateVersion7();
                var (status, body) = await SendAsync(waiter, command, line);
                if (status == HttpStatusCode.OK)
                    answered[command] = (body.GetProperty("orderId").GetGuid(), Stopwatch.GetTimestamp());
                await Task.Delay(20);
            }
        }
        catch (HttpRequestException)
        {
            // The machine is gone.
        }
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        StaffClient who, Guid command, object line) =>
        who.CommandAsync("/api/v1/orders/send", new
        {
            commandId = command, channel = "Takeaway", covers = 0, lines = new[] { line },
        });

    private static async Task<string> PageAsync(Uri address, string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(address, path));
    }

    private static async Task<string> CommandAsync(string store, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), .. words])
        { RedirectStandardOutput = true };
        start.Environment["Restpy__Backup__Folder"] = store;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }
}
