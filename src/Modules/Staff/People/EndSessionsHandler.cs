using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Staff.Account;
using Restpy.Staff.Rights;

namespace Restpy.Staff.People;

/// <param name="Session">Its name on the page; null for all of them.</param>
internal sealed record EndSessionsRequest(Guid By, Guid MemberId, string? Session);

/// <summary>
/// Where somebody of the team is signed in at present, in this restaurant, and the way to sign them out there.
/// </summary>
internal sealed class EndSessionsHandler(RestpyDb db, ISessions sessions, Grantors grantors)
{
    private const int Most = 50;

    public async Task<List<OwnSession>> OfAsync(Guid memberId, CancellationToken ct)
    {
        var living = new List<OwnSession>();
        foreach (var s in await Open(memberId).AsNoTracking().OrderByDescending(s => s.CreatedAt).Take(Most)
            .ToListAsync(ct))
            if (await sessions.LivesAsync(s.Id, ct))
                living.Add(OwnSessions.Shown(s, db.Time.GetUtcNow(), isThis: false));
        return living;
    }

    public async Task<Outcome<Done>> HandleAsync(EndSessionsRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        var (now, ended) = (db.Time.GetUtcNow(), 0);
        foreach (var session in (await Open(request.MemberId).ToListAsync(ct))
            .Where(s => request.Session is null || OwnSessions.NameOf(s.Id) == request.Session))
        {
            session.EndedAt = now;
            ended++;
        }
        if (ended == 0) return new NotFound("session");
        db.Publish(new SignedOut(member!.PersonId));
        db.Act("staff.session-ended", nameof(Person), member.PersonId,
            await db.Set<Person>().Where(p => p.Id == member.PersonId).Select(p => p.Name).FirstAsync(ct));
        return await work.SaveAsync(Done.It, ct);
    }

    private IQueryable<StaffSession> Open(Guid memberId)
    {
        var (restaurant, now) = (db.Scope.Restaurant, db.Time.GetUtcNow());
        return db.Set<StaffSession>()
            .Where(s => s.RestaurantId == restaurant && s.MemberId == memberId && s.EndedAt == null && s.EndsAt > now);
    }
}
