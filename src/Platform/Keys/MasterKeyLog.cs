using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>Which server has which master key, in the activity log of the installation.</summary>
internal sealed class MasterKeyLog(IServiceScopeFactory scopes, MasterKey master)
{
    internal const string Used = "platform.master-key-used";
    internal const string Waits = "platform.master-key-waits";

    /// <summary>
    /// Records what this server has, once for each key. An installation with its first key alone records nothing.
    /// </summary>
    public async Task RecordAsync(CancellationToken ct)
    {
        var keys = master.Keys;
        if (keys.Current.Since != DateTimeOffset.UnixEpoch) await RecordAsync(Used, keys.Current.Id, ct);
        if (keys.Waiting is { } waiting) await RecordAsync(Waits, waiting.Id, ct);
    }

    private async Task RecordAsync(string action, string keyId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("master key"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("keys", ct);
        var server = Environment.MachineName;
        if (await db.Set<AuditEntry>()
            .AnyAsync(e => e.Action == action && e.ObjectLabel == keyId && e.Reason == server, ct)) return;
        db.Act(action, nameof(MasterKey), AuditEntry.OfThePlatform, keyId, server);
        await work.SaveAsync(Done.It, ct);
    }

    /// <param name="db">The scope is the installation's.</param>
    /// <param name="keyId">Which key.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>Servers that have the key, with the time at which they began to use it; null while it waits
    /// there.</returns>
    public static async Task<IReadOnlyList<(string Server, DateTimeOffset? UsedAt)>> ServersAsync(
        RestpyDb db, string keyId, CancellationToken ct)
    {
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(e => (e.Action == Used || e.Action == Waits) && e.ObjectLabel == keyId)
            .Select(e => new { Server = e.Reason ?? "", e.Action, e.At }).ToListAsync(ct);
        return [.. entries.GroupBy(e => e.Server)
            .Select(of => (of.Key, of.Where(e => e.Action == Used).Max(e => (DateTimeOffset?)e.At)))];
    }
}
