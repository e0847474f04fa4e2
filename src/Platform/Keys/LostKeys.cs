using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// Removes the stored keys that a lost master key sealed: nothing opens them, and the framework cannot work beside
/// them.
/// </summary>
internal static class LostKeys
{
    public static async Task RemoveAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var master = services.GetRequiredService<MasterKey>();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("command line"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("keys", ct);
        var rows = await db.Set<ProtectionKey>().ToListAsync(ct);
        db.RemoveRange(rows.Where(row => !new StoredKeys(true, [(row.Name, row.SealedXml)]).AreOpenedBy(master)));
        db.Act("platform.master-key-replaced", nameof(MasterKey), AuditEntry.OfThePlatform, master.Id);
        await work.SaveAsync(Done.It, ct);
    }
}
