using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Restpy.Platform.Data;

/// <summary>What the product counts while it works. Labels never name a restaurant or a person.</summary>
public sealed class ProductMeters
{
    public const string Meter = "Restpy";

    private readonly Histogram<double> _writeWait;
    private readonly Dictionary<Type, StrongBox<long>> _counts = [];

    public ProductMeters(IMeterFactory meters, IEnumerable<CountedEvent> counted)
    {
        var meter = meters.Create(Meter);
        foreach (var metric in counted)
        {
            var count = new StrongBox<long>();
            foreach (var type in metric.Events) _counts.Add(type, count);
            // Observed, so that each is exported as 0 before the first: a rate of what is missing cannot be drawn.
            meter.CreateObservableCounter(
                metric.Name, () => Interlocked.Read(ref count.Value), description: metric.Description);
        }
        _writeWait = meter.CreateHistogram("restpy.write_queue.wait", "s",
            "How long a change waited for its turn to write, on SQLite.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
            });
    }

    internal void WaitedToWrite(long began) => _writeWait.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    /// <summary>What a use case published and committed.</summary>
    internal void Committed(IReadOnlyList<OutboxEvent> events)
    {
        foreach (var saved in events)
            if (saved.Source is { } happened && _counts.TryGetValue(happened.GetType(), out var count))
                Interlocked.Increment(ref count.Value);
    }
}
