using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Trust.Reports;

/// <summary>
/// Counts reports in memory and adds them to the table now and then: whoever sends a thousand a second makes one row
/// grow, and no write each. What can be counted is bounded by our own words, and by <see cref="Most"/>.
/// </summary>
internal sealed class ReportTally(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReportTally> log)
    : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Refused, long> _counted = new();

    public void Add(IReadOnlyList<Refused> reports)
    {
        foreach (var report in reports)
            if (_counted.Count < Most || _counted.ContainsKey(report))
                _counted.AddOrUpdate(report, 1, (_, count) => count + 1);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        var taken = new List<(Refused Report, long Count)>();
        foreach (var report in _counted.Keys)
            if (_counted.TryRemove(report, out var count)) taken.Add((report, count));
        if (taken.Count == 0) return;
        try
        {
            await KeepAsync(taken, ct);
        }
        catch
        {
            foreach (var (report, count) in taken) _counted.AddOrUpdate(report, count, (_, since) => since + count);
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogWarning(problem, "What browsers reported could not be added up and is tried again.");
            }
        }
    }

    private async Task KeepAsync(List<(Refused Report, long Count)> taken, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("policy reports"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var day = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        await using var work = await db.BeginAsync(ct);
        // Of two nodes that add at once, the second finds the rows of the first.
        await work.LockAsync("policy reports", ct);
        var rows = await db.Set<PolicyReport>().Where(r => r.Day == day).ToListAsync(ct);
        foreach (var (report, count) in taken)
        {
            if (rows.Find(r => r.Directive == report.Directive && r.Page == report.Page && r.Source == report.Source) is
                { } known) known.Count += count;
            else db.Add(new PolicyReport
            {
                Day = day, Directive = report.Directive, Page = report.Page, Source = report.Source, Count = count,
            });
        }
        await work.SaveAsync(Done.It, ct);
    }
}
