using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>Seals again with the current master key what an older one sealed.</summary>
internal sealed class KeyReseal(IServiceScopeFactory scopes, MasterKey master, IEnumerable<IKeyUse> uses)
{
    /// <summary>So few that orders do not wait for them.</summary>
    private const int Batch = 100;

    /// <returns>How many values were sealed again.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var resealed = 0;
        foreach (var use in uses)
            for (int done; (done = await BatchAsync(use, ct)) > 0;) resealed += done;
        return resealed;
    }

    private async Task<int> BatchAsync(IKeyUse use, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("master key"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        // Servers do this one after the other; the second finds nothing left.
        await work.LockAsync("keys", ct);
        var done = await use.ResealAsync(db, Batch, ct);
        if (done == 0) return 0;
        db.Act("platform.master-key-resealed", nameof(MasterKey), AuditEntry.OfThePlatform, master.Id, $"{done}");
        return await work.SaveAsync(done, ct);
    }
}
