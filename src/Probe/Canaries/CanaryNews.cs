using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Probe.Canaries;

/// <summary>What a canary's screens are told: its events so far, and news made for the probe.</summary>
internal sealed class CanaryNews(CanaryStore canaries)
{
    public Task<List<long>> PositionsAsync(Canary canary, CancellationToken ct) =>
        canaries.InAsync(canary.Restaurant.Id, null, async s =>
        await s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().AsNoTracking().Where(e => e.Position != null)
            .OrderByDescending(e => e.Position).Select(e => e.Position!.Value - 1).Take(2).ToListAsync(ct));

    public Task<List<string>> TopicsAsync(Canary canary, CancellationToken ct) =>
        canaries.InAsync(canary.Restaurant.Id, null, async s =>
        await s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().AsNoTracking().Select(e => e.Topic).Distinct()
            .OrderBy(t => t).ToListAsync(ct));

    /// <summary>News that changes nothing: a screen of theirs would look again and see what it saw.</summary>
    public Task<bool> HappenAsync(Canary canary, IReadOnlyList<string> topics, CancellationToken ct) =>
        canaries.InAsync(canary.Restaurant.Id, canary.Home.Id, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        foreach (var topic in topics) db.Publish(new Probed(topic, canary.Home.Id));
        db.Act("trust.probed", "Probe", canary.Home.Id);
        await db.SaveChangesAsync(ct);
        return true;
    });

    private sealed record Probed(string Topic, Guid SubjectId) : IEvent;
}
