using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Events;
using Restpy.Platform.Mail;

namespace Restpy.Platform.Telemetry;

/// <summary>
/// Exports what waits and what was refused. The database is asked every fifteen seconds, however often metrics are
/// read.
/// </summary>
internal sealed class WaitingCounts : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<WaitingCounts> _log;
    private long _events, _mails;

    public WaitingCounts(IMeterFactory meters, IServiceProvider services, SecurityEvents refusals, LiveHub hub,
        TimeProvider time, IEnumerable<MeasuredAge> ages, ILogger<WaitingCounts> log)
    {
        (_scopes, _log) = (services.GetRequiredService<IServiceScopeFactory>(), log);
        var meter = meters.Create(ProductMeters.Meter);
        meter.CreateObservableCounter("restpy.refusals", () => Enum.GetValues<SecurityEvent>().Select(
            kind => new Measurement<long>(refusals.Count(kind), new KeyValuePair<string, object?>("kind", Word(kind)))),
            description: "Requests that a gate refused.");
        meter.CreateObservableGauge("restpy.live.streams", () => hub.Streams,
            description: "Screens that are connected and told of changes.");
        meter.CreateObservableGauge("restpy.outbox.waiting", () => Interlocked.Read(ref _events),
            description: "Committed events that no screen was told of yet.");
        meter.CreateObservableGauge("restpy.mail.waiting", () => Interlocked.Read(ref _mails),
            description: "Mails that are not handed over to the mail server yet.");
        foreach (var age in ages)
            meter.CreateObservableGauge(age.Name, () => Age(age.Last(services), time), "s", age.Description);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                _log.LogWarning(problem, "What waits could not be counted for the metrics and is counted again soon.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CountAsync(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        Interlocked.Exchange(ref _events, await Sequencer.WaitingAsync(db, ct));
        Interlocked.Exchange(ref _mails, await Mails.Waiting(db.Set<QueuedEmail>()).CountAsync(ct));
    }

    private static IEnumerable<Measurement<double>> Age(DateTimeOffset? last, TimeProvider time) =>
        last is { } at ? [new((time.GetUtcNow() - at).TotalSeconds)] : [];

    private static string Word(SecurityEvent kind) => kind.ToString().ToLowerInvariant();
}
