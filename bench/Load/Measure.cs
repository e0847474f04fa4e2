using System.Diagnostics;

namespace Restpy.Bench.Load;

/// <param name="PerSecond">Answers per second of all clients together.</param>
/// <param name="CpuMs">Milliseconds of the server's processors per answer.</param>
/// <param name="P99Ms">99th percentile of the time to the answer.</param>
internal sealed record Figures(double PerSecond, double CpuMs, double P99Ms);

internal static class Measure
{
    /// <summary>Runs the clients for a time, each sending its next request when it has its answer.</summary>
    public static async Task<Figures> RunAsync(Server server, int clients, TimeSpan time, Func<int, Task> request)
    {
        var durations = new List<double>[clients];
        var cpuBefore = server.CpuSeconds;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = durations[client] = new(10_000);
            while (clock.Elapsed < time)
            {
                var start = clock.Elapsed;
                await request(client);
                mine.Add((clock.Elapsed - start).TotalMilliseconds);
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var all = durations.SelectMany(d => d).Order().ToList();
        return new(all.Count / seconds, (server.CpuSeconds - cpuBefore) * 1000 / all.Count,
            all[(int)(all.Count * 0.99)]);
    }

    public static Figures Median(IReadOnlyList<Figures> runs) =>
        new(Middle(runs.Select(r => r.PerSecond)), Middle(runs.Select(r => r.CpuMs)),
            Middle(runs.Select(r => r.P99Ms)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
