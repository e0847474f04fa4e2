using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.OpenSessions;

namespace Restpy.Staff.Tablets;

/// <summary>Finds paired tablets by what they show. Asked on every request that brings a tablet's cookie.</summary>
internal sealed class Tablets(RestpyDb db, TabletKeyById byId) : ITablets
{
    private static readonly TimeSpan WriteSeenEvery = TimeSpan.FromMinutes(1);

    public async Task<PairedTablet?> FindAsync(string cookie, string ip, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        if (await KeyAsync(Sessions.HashOf(cookie), ct) is not { IsCode: false } key || !key.Holds(now)) return null;
        if (now - key.LastSeenAt > WriteSeenEvery) await SeeAsync(key, ip, now, ct);
        return new(key.Id, key.TabletId, key.Name, key.RestaurantId, key.RestaurantName, key.BranchId, key.BranchName,
            key.Screen, key.Language);
    }

    public async Task<bool> IsAliveAsync(string id, CancellationToken ct) =>
        await KeyAsync(id, ct) is { IsCode: false } key && key.Holds(db.Time.GetUtcNow());

    /// <returns>A code or a cookie, whether it still holds or not.</returns>
    public async Task<TabletKey?> KeyAsync(string id, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Tablet, id);
        return await byId.FindAsync(db, id);
    }

    private async Task SeeAsync(TabletKey key, string ip, DateTimeOffset now, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Tablet, key.Id);
        var seen = db.Attach(key).Entity;
        (seen.LastSeenAt, seen.Ip) = (now, ip);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}

/// <summary>Read on every request of a tablet, so compiled once.</summary>
internal sealed class TabletKeyById
{
    public Func<RestpyDb, string, Task<TabletKey?>> FindAsync { get; } = EF.CompileAsyncQuery(
        (RestpyDb db, string id) => db.Set<TabletKey>().AsNoTracking().FirstOrDefault(k => k.Id == id));
}
