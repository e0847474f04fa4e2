using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Restpy.Bench.Load;

/// <summary>
/// What a backup costs: orders beside the snapshot of a large SQLite file against orders without it, in turn, in one
/// run; and how fast the file is restored. <c>./restpy bench --backup [MB]</c>.
/// </summary>
internal sealed class BackupLoad(string host, string folder, int megabytes)
{
    private const int Clients = 4, Rounds = 3;
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(12);

    private string Data => Path.Combine(folder, "data");

    public async Task<int> RunAsync()
    {
        string[] settings = [
            "--data", Data, "--demo", "true", "--demo-history", "false", "--Logging:LogLevel:Default", "Error",
            "--Restpy:Rates:all", "1000000/60000000", "--Restpy:SelfChecks", "off"];
        using (await Server.StartAsync(host, [.. settings, "--Restpy:Backup:On", "false"]))
            await Task.Delay(3000);
        Fill();
        Console.WriteLine($"A database of {new FileInfo(Path.Combine(Data, "restpy.db")).Length / 1e6:F0} MB.");
        using var server = await Server.StartAsync(
            host, [.. settings, "--Restpy:Backup:Folder", Path.Combine(folder, "store")]);
        using var waiter = await Waiter.SignInAsync(server, "waiter@spice-garden.example");
        // The first snapshot, which a start begins with, and the drill; and everything is compiled.
        await OrdersAsync(waiter, Task.Delay(TimeSpan.FromSeconds(5)));
        await CommandAsync("backup", "now");
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var without = await OrdersAsync(waiter, Task.Delay(Alone));
            var clock = Stopwatch.StartNew();
            var backup = CommandAsync("backup", "now");
            var beside = await OrdersAsync(waiter, backup);
            ratios.Add(P99(beside) / P99(without));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"without: p99 {P99(without):F1} ms of {without.Count} orders; beside a snapshot of "
                    + $"{clock.Elapsed.TotalSeconds:F1} s: p99 {P99(beside):F1} ms of {beside.Count}; ratio "
                    + $"{ratios[^1]:F2}"));
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median ratio {ratios.Order().ElementAt(Rounds / 2):F2} (at most 2)"));
        var restoring = Stopwatch.StartNew();
        await CommandAsync("backup", "restore", "--into", Path.Combine(folder, "restored"));
        var restored = new FileInfo(Path.Combine(folder, "restored", "restpy.db")).Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"restored {restored:F0} MB in {restoring.Elapsed.TotalSeconds:F1} s: "
                + $"{restored / restoring.Elapsed.TotalSeconds:F0} MB/s (at least 50)"));
        return 0;
    }

    /// <summary>
    /// Entries of the activity log over and over, each with letters of its own, in a table nobody reads: pages are
    /// pages.
    /// </summary>
    private void Fill()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "restpy.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE bench_filler (id INTEGER PRIMARY KEY, text TEXT)";
        command.ExecuteNonQuery();
        while (new FileInfo(Path.Combine(Data, "restpy.db")).Length < megabytes * 1_000_000L)
        {
            command.CommandText =
                "INSERT INTO bench_filler (text) SELECT hex(randomblob(150)) || changes || person_name || user_agent "
                    + "FROM audit_entry, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                    + "200) SELECT i FROM n)";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
    }

    /// <returns>How long each order took, in ms, until the other task has ended.</returns>
    private static async Task<ConcurrentBag<double>> OrdersAsync(Waiter waiter, Task until)
    {
        var took = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!until.IsCompleted)
            {
                var clock = Stopwatch.StartNew();
                await waiter.SendAsync();
                took.Add(clock.Elapsed.TotalMilliseconds);
                // A full restaurant, not a flood: some 100 orders a second.
                await Task.Delay(40);
            }
        }));
        await until;
        return took;
    }

    private static double P99(ConcurrentBag<double> took) => took.Order().ElementAt((int)(took.Count * 0.99));

    private async Task CommandAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [host, .. words, "--data", Data]) { RedirectStandardOutput = true };
        start.Environment["Restpy__Backup__Folder"] = Path.Combine(folder, "store");
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }
}
