using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Jobs;

namespace Restpy.Platform.Consumers;

/// <summary>Runs the rounds of all consumers, once a second and side by side: a slow one holds up no other.</summary>
internal sealed class EventConsumers : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ILogger<EventConsumers> _log;
    private readonly Dictionary<string, ConsumerWork> _works;

    public EventConsumers(IEnumerable<ConsumedEvent> consumed, IServiceScopeFactory scopes, JobLeader lead,
        TimeProvider time, ILogger<EventConsumers> log)
    {
        _log = log;
        _works = consumed.GroupBy(c => c.Name)
            .ToDictionary(g => g.Key, g => new ConsumerWork(g.Key, [.. g], scopes, lead, time, log));
    }

    public IReadOnlyCollection<string> Names => _works.Keys;

    /// <summary>One round of each; nothing where another node leads.</summary>
    public Task RunOnceAsync(CancellationToken ct) => Task.WhenAll(_works.Values.Select(w => w.RunOnceAsync(ct)));

    public override void Dispose()
    {
        foreach (var work in _works.Values) work.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_works.Select(w => RepeatAsync(w.Key, w.Value, stoppingToken)));

    private async Task RepeatAsync(string name, ConsumerWork work, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every);
        using var job = _log.BeginScope(new Dictionary<string, object> { ["Job"] = name });
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await work.RunOnceAsync(ct);
            }
            catch (LeadershipLostException)
            {
                // The next node goes on where this one stopped.
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                _log.LogWarning(problem, "Events could not be delivered to {Consumer} and are tried again.", name);
            }
        }
    }
}
