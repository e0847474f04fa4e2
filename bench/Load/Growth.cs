using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Restpy.Bench.Load;

/// <summary>
/// ./restpy bench --growth: what people look at all evening, on ten restaurants and on a thousand with the same past.
/// The cost is what PostgreSQL itself counts for every statement of a page (pages of memory touched, milliseconds), the
/// time is what a browser waits, asked of both in turn.
/// </summary>
internal sealed class Growth(string host, string server, string admin, string log, string folder)
{
    private const double Most = 1.5;
    private const int Asked = 20;
    private const string Who = "restaurant-00005";
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <returns>The exit code: 1 when a page costs too much more on the large installation.</returns>
    public async Task<int> RunAsync(string small, string large, int rounds)
    {
        string[] databases = [small, large];
        // Sealed by a key that lay in the folder of a run before.
        foreach (var database in databases) Psql(database, "DELETE FROM platform_key");
        var pages = databases.Select(Pages).ToList();
        var waits = await WithServersAsync(databases, people => TurnsAsync(people, pages, rounds));
        var costs = await ExplainedAsync(() => WithServersAsync(databases, people => CostsAsync(people, pages)));
        Console.WriteLine(string.Create(
            Plain, $"\n{"",-34}{small,10}{large,10}{"",8}{small,10}{large,10}{"",8}{small,10}{large,10}"));
        Console.WriteLine(
            $"{"",-34}{"blocks",10}{"blocks",10}{"ratio",8}{"ms in db",10}{"ms in db",10}{"ratio",8}{"ms http",10}{"ms http",10}{"ratio",8}");
        var failed = 0;
        for (var page = 0; page < pages[0].Count; page++)
        {
            var (a, b) = (costs[0][page], costs[1][page]);
            var blocks = b.Blocks / a.Blocks;
            if (blocks > Most) failed++;
            Console.WriteLine(string.Create(Plain,
                $"{pages[0][page].Name,-34}{a.Blocks,10:0}{b.Blocks,10:0}{blocks,8:0.00}{a.Ms,10:0.00}{b.Ms,10:0.00}{b.Ms / a.Ms,8:0.00}{waits[0][page],10:0.0}{waits[1][page],10:0.0}{waits[1][page] / waits[0][page],8:0.00}"));
        }
        Console.WriteLine(failed == 0 ? $"\nNo page costs more than {Most.ToString(Plain)} times as much."
            : $"\n{failed} pages cost more than {Most.ToString(Plain)} times as much.");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>The same person's pages; ids are each database's own.</summary>
    private List<(string Name, string Address)> Pages(string database)
    {
        string Id(string sql) => Psql(database, $"SELECT id FROM ({sql}) found LIMIT 1");
        const string mine = "restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = '" + Who
            + "') AND branch_id = (SELECT b.id FROM tenancy_branch b JOIN tenancy_restaurant r ON r.id = "
            + "b.restaurant_id WHERE r.slug = '" + Who + "' AND b.key = 'bengaluru')";
        var order = Id($"SELECT id FROM ordering_order WHERE {mine} AND open_table_id IS NOT NULL ORDER BY place");
        var table = Psql(database, $"SELECT open_table_id FROM ordering_order WHERE id = '{order}'");
        var week = TimeProvider.System.GetUtcNow().AddDays(-7).ToString("yyyy-MM-dd", Plain);
        return
        [
            ("floor", "/staff/floor"), ("floor, its tiles", "/staff/floor?handler=Tiles"),
            ("kitchen board", "/staff/kitchen"), ("kitchen, its tickets", "/staff/kitchen?handler=Tickets"),
            ("pad of a table", $"/staff/pad?table={table}"),
            ("bill that is open", "/staff/bills/" + Id($"SELECT id FROM billing_bill WHERE {mine} AND number IS NULL")),
            ("bill of last week",
                "/staff/bills/"
                + Id(
                $"SELECT id FROM billing_bill WHERE {mine} AND number IS NOT NULL AND business_date = current_date - "
                    + $"7 ORDER BY sequence")),
            ("bills of today", "/staff/bills"), ("guest menu", "/r/" + Who), ("log", "/staff/log"),
            ("log of this week", $"/staff/log?from={week}"),
            ("log, one order", $"/staff/log?thing={order}"),
            ("log, one act this week", $"/staff/log?act=order.sent&from={week}"), ("day at the till", "/staff/day"),
            ("report of today", "/staff/sales?period=today"), ("report of seven days", "/staff/sales?period=last7"),
        ];
    }

    private async Task<T> WithServersAsync<T>(string[] databases, Func<Waiter[], Task<T>> work)
    {
        string[] noLimits = ["--Restpy:Rates:all", "1000000/60000000"];
        var servers = new List<Server>();
        try
        {
            foreach (var database in databases)
                servers.Add(await Server.StartAsync(host,
                    ["--data", Path.Combine(folder, database), "--demo", "true", "--demo-history", "false",
                        "--Restpy:SelfChecks", "off", "--Logging:LogLevel:Default", "Error", "--database",
                        $"{server};Database={database}", .. noLimits]));
            var people = await Task.WhenAll(servers.Select(s => Waiter.SignInAsync(s, $"manager@{Who}.example")));
            var answer = await work(people);
            foreach (var person in people) person.Dispose();
            return answer;
        }
        finally
        {
            foreach (var one in servers) one.Dispose();
        }
    }

    private static async Task<double[][]> TurnsAsync(
        Waiter[] people, List<List<(string Name, string Address)>> pages, int rounds)
    {
        var waits = people.Select(_ => new List<double>[pages[0].Count]).ToArray();
        for (var page = 0; page < pages[0].Count; page++)
            for (var round = -Asked; round < rounds; round++)
                for (var who = 0; who < people.Length; who++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await people[who].GetAsync(pages[who][page].Address);
                    if (round >= 0) (waits[who][page] ??= []).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
        return [.. waits.Select(w => w.Select(page => page.Order().ElementAt(page.Count / 2)).ToArray())];
    }

    /// <summary>
    /// auto_explain writes the plan of each statement with what it cost into the server's log, for our role alone.
    /// </summary>
    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work)
    {
        foreach (var setting in new[] {
            "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on", "auto_explain.log_buffers = on", "auto_explain.log_format = 'json'" })
            Psql("postgres", $"ALTER ROLE restpy_app SET {setting}");
        try
        {
            return await work();
        }
        finally
        {
            Psql("postgres", "ALTER ROLE restpy_app RESET ALL");
        }
    }

    private async Task<Cost[][]> CostsAsync(Waiter[] people, List<List<(string Name, string Address)>> pages)
    {
        var costs = people.Select(_ => new Cost[pages[0].Count]).ToArray();
        for (var page = 0; page < pages[0].Count; page++)
            for (var who = 0; who < people.Length; who++)
            {
                for (var warm = 0; warm < Asked; warm++) await people[who].GetAsync(pages[who][page].Address);
                await Task.Delay(100);
                var before = new FileInfo(log).Length;
                for (var ask = 0; ask < Asked; ask++) await people[who].GetAsync(pages[who][page].Address);
                await Task.Delay(100);
                costs[who][page] = Sum(before);
            }
        return costs;
    }

    private Cost Sum(long from)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = from;
        using var reader = new StreamReader(file);
        var (blocks, ms, json) = (0.0, 0.0, new StringBuilder());
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.StartsWith('\t')) json.Append(line.AsSpan(1)).Append('\n');
            else Add();
        }
        Add();
        return new(blocks / Asked, ms / Asked);

        void Add()
        {
            if (json.Length == 0) return;
            using var plan = JsonDocument.Parse(json.ToString());
            json.Clear();
            // The pumps of both nodes ask four times a second, for nobody's page.
            if (plan.RootElement.GetProperty("Query Text")
                .GetString()!.Contains("platform_outbox", StringComparison.Ordinal)) return;
            var top = plan.RootElement.GetProperty("Plan");
            blocks += top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks")
                .GetInt64();
            ms += top.TryGetProperty("Actual Total Time", out var time) ? time.GetDouble() : 0;
        }
    }

    private string Psql(string database, string sql)
    {
        var parts = admin.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        using var psql = Process.Start(
            new ProcessStartInfo("psql",
                ["-h", parts["Host"], "-p", parts["Port"], "-U", parts["Username"], "-d", database, "-qAt", "-v",
                    "ON_ERROR_STOP=1", "-c", sql])
            { RedirectStandardOutput = true })!;
        var answer = psql.StandardOutput.ReadToEnd().Trim();
        psql.WaitForExit();
        return psql.ExitCode == 0 ? answer
            : throw new InvalidOperationException($"psql ended with {psql.ExitCode}: {sql}");
    }

    /// <param name="Blocks">Of 8 KiB, found in memory or read.</param>
    private sealed record Cost(double Blocks, double Ms);
}
