using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Platform.Wall;

namespace Restpy.Staff.Account;

/// <summary>Ends one of the own sessions: a tablet left somewhere, a device that is not theirs.</summary>
internal sealed class EndSessionHandler(RestpyDb db, OwnSessions own)
{
    public async Task<Outcome<Done>> HandleAsync(Session me, string? name, CancellationToken ct)
    {
        if (await own.FindAsync(me, name, ct) is not { } id) return new NotFound("session");
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, id);
        await using var work = await db.BeginAsync(ct);
        var row = await db.Set<StaffSession>().FirstAsync(s => s.Id == id, ct);
        row.EndedAt = db.Time.GetUtcNow();
        // Where it stood its screens hear of it; of a session elsewhere they ask at their next beat.
        if (db.Scope.RestaurantId is not null) db.Publish(new SignedOut(me.PersonId));
        db.Act("staff.session-ended", nameof(Person), me.PersonId, me.PersonName, row.UserAgent);
        return await work.SaveAsync(Done.It, ct);
    }
}
