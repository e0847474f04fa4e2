using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;

namespace Restpy.Platform.Mail;

/// <summary>
/// Letters that the version before queued, which knew no events: published once, so that they are sent like all others.
/// Nodes of both versions may run side by side for a while.
/// </summary>
internal sealed class EarlierEmails(IServiceScopeFactory scopes, JobLeader lead, ILogger<EarlierEmails> log)
    : LeaderJob(TimeSpan.FromSeconds(10), log, "Letters of the version before could not be read and are read again.")
{
    /// <returns>How many were published.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (lead.LeaderTerm is not { } term) return 0;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(null, null, Actor.System("mail"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var earlier = db.Set<QueuedEmail>().Where(l => l.NextAt != null);
        if (!await earlier.AnyAsync(ct)) return 0;
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        var letters = await earlier.ToListAsync(ct);
        foreach (var letter in letters)
        {
            letter.TakenOver();
            db.Publish(new EmailQueued(letter.Id));
        }
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
        return letters.Count;
    }

    protected override Task RoundAsync(CancellationToken ct) => RunOnceAsync(ct);
}
