using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Restpy.Platform.Data;

/// <summary>What the product counts while it works. Labels never name a restaurant or a person.</summary>
public sealed class ProductMeters
{
    public const string Meter = "Restpy";

    private readonly Histogram<double> _writeWait;
    private long _ordersSent, _billsIssued, _paymentsSettled;

    public ProductMeters(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        // Observed, so that each is exported as 0 before the first: a rate of what is missing cannot be drawn.
        meter.CreateObservableCounter("restpy.orders.sent", () => Interlocked.Read(ref _ordersSent),
            description: "Rounds sent to the kitchen.");
        meter.CreateObservableCounter("restpy.bills.issued", () => Interlocked.Read(ref _billsIssued),
            description: "Bills printed with a number.");
        meter.CreateObservableCounter("restpy.payments.settled", () => Interlocked.Read(ref _paymentsSettled),
            description: "Payments that paid a bill in whole or in part.");
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
        foreach (var published in events)
        {
            switch (published.Topic, published.Kind)
            {
                case ("orders", "OrderSent"): Interlocked.Increment(ref _ordersSent); break;
                case ("bills", "BillPrinted"): Interlocked.Increment(ref _billsIssued); break;
                case ("bills", "BillPaid" or "BillPartPaid"): Interlocked.Increment(ref _paymentsSettled); break;
                default: break;
            }
        }
    }
}
