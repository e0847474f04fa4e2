using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <param name="Id">Which key.</param>
/// <param name="State">"in use", "older" or "waits".</param>
/// <param name="Since">In use since; null for the first key of the installation.</param>
/// <param name="Servers">Which servers have it, as far as they said so.</param>
public sealed record KeyLine(string Id, string State, DateTimeOffset? Since, IReadOnlyList<string> Servers);

/// <summary>The master keys of the running product, and what depends on the oldest.</summary>
public sealed class KeyStatus(IServiceProvider services)
{
    /// <summary>A running product needs two seconds to take over a new key.</summary>
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(5);

    private readonly MasterKey _master = services.GetRequiredService<MasterKey>();

    public async Task<IReadOnlyList<KeyLine>> KeysAsync(RestpyDb db, CancellationToken ct)
    {
        var (keys, lines) = (_master.Keys, new List<KeyLine>());
        foreach (var key in keys.All)
        {
            var state = key == keys.Current ? "in use" : key == keys.Waiting ? "waits" : "older";
            var servers = await MasterKeyLog.ServersAsync(db, key.Id, ct);
            lines.Add(new(key.Id, state, key.Since == DateTimeOffset.UnixEpoch ? null
                : key.Since, [.. servers.Select(s => s.Server)]));
        }
        return lines;
    }

    /// <summary>What would stop without the oldest key; what can be sealed again was sealed again before.</summary>
    public async Task<IReadOnlyList<KeyLeft>> LeftAsync(RestpyDb db, CancellationToken ct)
    {
        var keys = _master.Keys;
        if (keys.Oldest is not { } oldest) return [];
        await services.GetRequiredService<KeyReseal>().RunAsync(ct);
        var replacedAt = await ReplacedAtAsync(db, keys, ct) + TakeOver;
        var left = new List<KeyLeft>();
        foreach (var use in services.GetServices<IKeyUse>())
        {
            await using var scope = services.CreateAsyncScope();
            left.AddRange((await use.LeftAsync(scope.ServiceProvider, new(oldest.Id, replacedAt), ct))
                .Where(l => l.Count > 0));
        }
        return left;
    }

    /// <summary>Servers that have the current key and do not use it yet.</summary>
    public async Task<IReadOnlyList<string>> WaitingServersAsync(RestpyDb db, CancellationToken ct) =>
    [
        .. (await MasterKeyLog.ServersAsync(db, _master.Id, ct)).Where(s => s.UsedAt is null).Select(s => s.Server),
    ];

    /// <summary>
    /// When the last server replaced the oldest key. After a restore from sheets nobody knows; then it is now, and
    /// everything counts.
    /// </summary>
    private static async Task<DateTimeOffset> ReplacedAtAsync(RestpyDb db, MasterKeySet keys, CancellationToken ct)
    {
        var used = (await MasterKeyLog.ServersAsync(db, keys.All[1].Id, ct)).Max(s => s.UsedAt);
        if (keys.OldestReplacedAt == DateTimeOffset.UnixEpoch) return used ?? db.Time.GetUtcNow();
        return used > keys.OldestReplacedAt ? used.Value : keys.OldestReplacedAt;
    }

    /// <summary>Records that the oldest key is retired.</summary>
    public static async Task RecordRetiredAsync(RestpyDb db, string keyId, string by, CancellationToken ct)
    {
        db.Act("platform.master-key-retired", nameof(MasterKey), AuditEntry.OfThePlatform, keyId, by);
        await db.SaveChangesAsync(ct);
    }
}
