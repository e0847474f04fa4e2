using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>
/// Runs every claim's check soon after the server has begun to listen, and every two minutes from then on: what a check
/// saw counts for five. On each node for
/// itself, whoever leads the jobs: what it proves, it proves of the program and the settings that run here.
/// </summary>
internal sealed class CheckSchedule(ClaimRegister register, IServiceScopeFactory scopes, TimeProvider time,
    IConfiguration configuration, IHostApplicationLifetime life, ILogger<CheckSchedule> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(2);

    // The first guests' pages come before the proofs.
    private static readonly TimeSpan StartupDelay = TimeSpan.FromSeconds(3);
    // Proofs must not be felt on a full restaurant's tablets: a pause after each.
    private static readonly TimeSpan PauseBetweenChecks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, CheckResult> _last = new();

    /// <summary>How every claim stands, in the order of the page.</summary>
    public IReadOnlyList<ClaimStatus> Now()
    {
        var now = time.GetUtcNow();
        return [.. register.All.Select(c => ClaimStatus.Of(c, _last.GetValueOrDefault(c.Id), now))];
    }

    public async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var claim in register.All.Where(c => c.Check is not null)) await RunAsync(claim, ct);
    }

    public async Task RunAsync(Claim claim, CancellationToken ct)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var finding = await FindAsync(claim, ct);
        ct.ThrowIfCancellationRequested();
        var took = Stopwatch.GetElapsedTime(started);
        // Of the whole program meanwhile: true of the check where nobody else asks for anything.
        log.LogDebug("The check of claim {Claim} took {Took} ms, the program {Processor} ms of processor.", claim.Id,
            (int)took.TotalMilliseconds, (int)(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        _last[claim.Id] = new(finding, time.GetUtcNow(), took);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Turned off, the page says of every claim that nothing has checked it: the one direction that does no harm.
        if (configuration["Restpy:SelfChecks"] == "off") return;
        var listening = new TaskCompletionSource();
        await using var started = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        await Task.Delay(StartupDelay, time, stoppingToken);
        using var timer = new PeriodicTimer(Every);
        do
        {
            foreach (var claim in register.All.Where(c => c.Check is not null))
            {
                await RunAsync(claim, stoppingToken);
                await Task.Delay(PauseBetweenChecks, time, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What went wrong inside a check is for our log; the page says only that it could not finish.</summary>
    private async Task<Finding> FindAsync(Claim claim, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(CheckTimeout);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await claim.Check!(scope.ServiceProvider, patience.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            log.LogError(problem, "The check of claim {Claim} could not finish.", claim.Id);
            return new(ClaimState.Failing,
                "The check could not finish. The operator finds the reason in the server's log.");
        }
    }
}
