using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Staff.Tablets;

/// <summary>
/// A tablet that was lost, sold or moved: its cookie opens nothing any more, and whoever has unlocked it is out.
/// </summary>
internal sealed class EndTabletHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(Guid id, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"staff:tablet:{id:N}", ct);
        if (await db.Set<Tablet>().FirstOrDefaultAsync(t => t.Id == id && t.EndedAt == null, ct) is not { } tablet)
            return new NotFound("tablet");
        var (now, restaurant) = (db.Time.GetUtcNow(), db.Scope.Restaurant);
        tablet.End(now);
        foreach (var key in await db.Set<TabletKey>()
            .Where(k => k.RestaurantId == restaurant && k.TabletId == id && k.EndedAt == null).ToListAsync(ct))
            key.EndedAt = now;
        foreach (var session in await db.Set<StaffSession>()
            .Where(s => s.RestaurantId == restaurant && s.TabletId == id && s.EndedAt == null).ToListAsync(ct))
            session.EndedAt = now;
        db.Act("staff.tablet-ended", tablet, tablet.Name);
        db.Publish(new SignedOut(id));
        return await work.SaveAsync(Done.It, ct);
    }
}
