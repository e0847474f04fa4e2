// ./restpy bench: the product against the floor under it, in turn, in one run. Ratios, because machines differ.
using System.Diagnostics;
using System.Net;
using Restpy.Bench.Load;

var options = args.Chunk(2).ToDictionary(a => a[0].TrimStart('-'), a => a[1]);
var seconds = TimeSpan.FromSeconds(
    double.Parse(options.GetValueOrDefault("seconds", "4"), System.Globalization.CultureInfo.InvariantCulture));
var warmUp = TimeSpan.FromSeconds(
    double.Parse(options.GetValueOrDefault("warm-up", "60"), System.Globalization.CultureInfo.InvariantCulture));
var rounds = int.Parse(options.GetValueOrDefault("rounds", "3"), System.Globalization.CultureInfo.InvariantCulture);
var host = options["host"];
var floorDll = options.GetValueOrDefault("floor", "");
var postgres = options.GetValueOrDefault("postgres");
var admin = options.GetValueOrDefault("admin");
string[] noLimits = ["--Restpy:Rates:all", "1000000/60000000"];
// One part only, while working on it: --only start|menu|orders|taps, --on sqlite|postgres, --clients 1.
var crowds = options.GetValueOrDefault("clients", "1,16").Split(',')
    .Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToList();
bool Wanted(string part) => options.GetValueOrDefault("only", part) == part;
bool On(string database) => options.GetValueOrDefault("on", database) == database;
var folder = Directory.CreateTempSubdirectory("restpy-bench-").FullName;

if (options.TryGetValue("small", out var small))
    return await new Growth(host, postgres!, admin!, options["log"], folder)
        .RunAsync(small, options["large"],
            int.Parse(options.GetValueOrDefault("turns", "60"), System.Globalization.CultureInfo.InvariantCulture));

if (options.TryGetValue("backup", out var megabytes))
    return await new BackupLoad(host, folder, int.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture))
        .RunAsync();

if (Wanted("start")) await ColdStartAsync();
if (On("sqlite")) await DatabaseAsync("SQLite", null);
if (On("postgres") && postgres is not null) await DatabaseAsync("PostgreSQL", postgres);
return 0;

async Task ColdStartAsync()
{
    // The second start: the database is there, as on every day but the first.
    for (var start = 0; start < 2; start++)
    {
        var clock = Stopwatch.StartNew();
        using var server = await Server.StartAsync(
            host, ["--data", Path.Combine(folder, "cold"), "--demo", "true", "--demo-history", "false"]);
        using var http = new HttpClient();
        await http.GetAsync(new Uri(server.Address, "/r/spice-garden"));
        Console.WriteLine(
            $"{(start == 0 ? "first start with the demo" : "cold start")}: first page after "
                + $"{clock.Elapsed.TotalSeconds:0.0} s");
    }
}

async Task DatabaseAsync(string name, string? connection)
{
    Console.WriteLine($"\n{name}");
    string[] database = connection is null ? [] : ["--database", connection + ";Database=bench_product"];
    if (Wanted("taps"))
        await TapsAsync(name, connection is null ? [] : ["--database", connection + ";Database=bench_taps"]);
    if (!Wanted("orders") && !Wanted("menu")) return;
    using var product = await Server.StartAsync(host,
        ["--data", Path.Combine(folder, "product-" + name), "--demo", "true", "--demo-history", "false",
            "--Logging:LogLevel:Default", "Error", .. database, .. noLimits]);
    var menuFile = Path.Combine(folder, "menu.br");
    using (var raw = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }))
    {
        raw.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        await File.WriteAllBytesAsync(
            menuFile, await raw.GetByteArrayAsync(new Uri(product.Address, "/r/maison-lumiere")));
    }
    using var waiter = await Waiter.SignInAsync(product, "waiter@spice-garden.example");
    // The order whose rows the floor will write.
    await waiter.SendAsync();
    if (connection is not null) await Tables.CopyAsync(admin!, "bench_product", "bench_floor");
    string[] floorDatabase = connection is null
        ? ["--sqlite", Path.Combine(folder, "floor.db"), "--like", Path.Combine(folder, "product-" + name, "restpy.db")]
        : ["--postgres", admin + ";Database=bench_floor", "--like", admin + ";Database=bench_product"];
    using var floor = await Server.StartAsync(floorDll, [.. floorDatabase, "--menu", menuFile]);

    if (Wanted("menu"))
    {
        await Measure.RunAsync(product, 16, warmUp, MenuOf(product, "/r/maison-lumiere"));
        await PairAsync("guest menu, 16 clients", 16, product, MenuOf(product, "/r/maison-lumiere"), floor,
            MenuOf(floor, "/menu"));
    }
    if (!Wanted("orders")) return;
    using var floorWaiter = new FloorWaiter(floor);
    using var sharedWaiter = new FloorWaiter(floor, "/order-shared");
    // A restaurant that has been open for an hour, not one that has just been switched on: the runtime compiles hot
    // code again during the first thousands of orders.
    await Measure.RunAsync(product, 16, warmUp, _ => waiter.SendAsync());
    await Measure.RunAsync(floor, 16, warmUp / 4, _ => floorWaiter.SendAsync());
    if (connection is not null) await Tables.AnalyzeAsync(admin!, "bench_product", "bench_floor");
    foreach (var clients in crowds)
        await PairAsync($"order of three lines, {clients} client{(clients > 1 ? "s" : "")}", clients, product,
            _ => waiter.SendAsync(), floor, _ => floorWaiter.SendAsync(), _ => sharedWaiter.SendAsync());
}

Func<int, Task> MenuOf(Server server, string path)
{
    var http = new HttpClient(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.None,
    })
    { BaseAddress = server.Address };
    http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
    return async _ => (await http.GetByteArrayAsync(path))
        .Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

// The harder floor, where there is one, takes its turn in the same rounds.
async Task PairAsync(string what, int clients, Server product, Func<int, Task> ours, Server floor,
    Func<int, Task> bare, Func<int, Task>? harder = null)
{
    await Measure.RunAsync(product, clients, seconds / 2, ours);
    await Measure.RunAsync(floor, clients, seconds / 2, bare);
    var product0 = new List<Figures>();
    var floor0 = new List<Figures>();
    var harder0 = new List<Figures>();
    for (var round = 0; round < rounds; round++)
    {
        product0.Add(await Measure.RunAsync(product, clients, seconds, ours));
        floor0.Add(await Measure.RunAsync(floor, clients, seconds, bare));
        if (harder is not null) harder0.Add(await Measure.RunAsync(floor, clients, seconds, harder));
    }
    var (p, f) = (Measure.Median(product0), Measure.Median(floor0));
    Console.WriteLine(
        $"  {what}: {p.PerSecond:0}/s against {f.PerSecond:0}/s = {p.PerSecond / f.PerSecond:P0}; processor "
            + $"{p.CpuMs:0.00} ms against {f.CpuMs:0.00} ms = {p.CpuMs / f.CpuMs:0.0}×; p99 {p.P99Ms:0.0} ms");
    if (harder is null) return;
    var h = Measure.Median(harder0);
    Console.WriteLine($"    against {h.PerSecond:0}/s of writers that share a commit = {p.PerSecond / h.PerSecond:P0}");
}

// A tap while twenty tables order, a round every two to three seconds each, and the kitchen bumps: a restaurant of its
// own, because no restaurant has the thousands of unmade takeaways the rounds above leave behind.
async Task TapsAsync(string name, string[] database)
{
    using var product = await Server.StartAsync(host,
        ["--data", Path.Combine(folder, "taps-" + name), "--demo", "true", "--demo-history", "false",
            "--Logging:LogLevel:Default", "Error", .. database, .. noLimits]);
    using var manager = await Waiter.SignInAsync(product, "manager@spice-garden.example");
    using var waiter = await Waiter.SignInAsync(product, "waiter2@spice-garden.example");
    var tables = await waiter.TablesAsync();
    async Task EveningAsync(TimeSpan time, Action<string, double> took)
    {
        async Task TimedAsync(string what, Func<Task> tap)
        {
            var clock = Stopwatch.StartNew();
            await tap();
            took(what, clock.Elapsed.TotalMilliseconds);
        }
        var evening = Stopwatch.StartNew();
        async Task RepeatAsync(int first, int pause, Func<Task> tap)
        {
            await Task.Delay(first);
            while (evening.Elapsed < time)
            {
                await tap();
                await Task.Delay(pause);
            }
        }
        await Task.WhenAll([
            .. tables.Take(20)
            .Select((table, i) =>
                RepeatAsync(i * 100, 2000 + (i * 50), () => TimedAsync("round sent", () => waiter.SendAsync(table)))),
            RepeatAsync(0, 100, () => TimedAsync("floor", () => manager.GetAsync("/staff/floor?handler=Tiles"))),
            RepeatAsync(0, 100, () => TimedAsync("pad", () => manager.GetAsync($"/staff/pad?table={tables[0]}"))),
            RepeatAsync(0, 100, async () =>
            {
                var board = "";
                await TimedAsync("kitchen board", async () => board =
                    await manager.GetAsync($"/staff/kitchen?handler=Tickets&station={waiter.Station}"));
                if (Waiter.FirstTicket(board) is { } ticket) await TimedAsync("bump", () => manager.BumpAsync(ticket));
            })]);
    }
    await EveningAsync(warmUp, (_, _) => { });
    var taps = new System.Collections.Concurrent.ConcurrentQueue<(string What, double Ms)>();
    await EveningAsync(seconds * rounds, (what, ms) => taps.Enqueue((what, ms)));
    foreach (var tap in taps.GroupBy(t => t.What).OrderBy(g => g.Key))
    {
        var sorted = tap.Select(t => t.Ms).Order().ToList();
        Console.WriteLine(
            $"  tap while 20 tables order, {tap.Key}: median {sorted[sorted.Count / 2]:0} ms, p99 "
                + $"{sorted[(int)(sorted.Count * 0.99)]:0} ms of {sorted.Count}");
    }
}
