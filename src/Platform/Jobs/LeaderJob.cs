using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Restpy.Platform.Jobs;

/// <summary>
/// A job the leading node does again and again. A round that fails is written down and does not keep the next from
/// coming.
/// </summary>
/// <param name="every">Between the beginnings of two rounds.</param>
/// <param name="log">The job's own.</param>
/// <param name="trouble">What could not be done, and when it is tried again; a sentence.</param>
public abstract class LeaderJob(TimeSpan every, ILogger log, string trouble) : BackgroundService
{
    /// <summary>One round; nothing where another node leads.</summary>
    protected abstract Task RoundAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            using var job = log.BeginScope(new Dictionary<string, object> { ["Job"] = GetType().Name });
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (LeadershipLostException)
            {
                // The next node goes on where this one stopped.
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogWarning(problem, "{Trouble}", trouble);
            }
        }
    }
}
