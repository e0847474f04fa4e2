using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Invite;
using Restpy.Staff.Rights;

namespace Restpy.Staff.People;

/// <param name="LastHere">The last thing they did here that keeps a session alive; null when longer ago than sessions
/// are kept.</param>
internal sealed record TeamRow(Member Member, string Name, string Email, DateTimeOffset? LastHere, int Overrides);

/// <summary>The people of the scope's restaurant, as far as whoever asks looks after them.</summary>
internal sealed class Team(RestpyDb db)
{
    public async Task<List<TeamRow>> OfAsync(Grantor grantor, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var rows = await (
            from m in db.Set<Member>().AsNoTracking()
            join p in db.Set<Person>().AsNoTracking() on m.PersonId equals p.Id
            where m.LeftAt == null
            select new { Member = m, p.Name, p.Email }).ToListAsync(ct);
        var last = await db.Set<StaffSession>().AsNoTracking()
            .Where(s => s.RestaurantId == db.Scope.Restaurant && s.MemberId != null)
            .GroupBy(s => s.MemberId!.Value).Select(g => new { g.Key, At = g.Max(s => s.LastActivityAt) })
            .ToDictionaryAsync(g => g.Key, g => g.At, ct);
        var overrides = (await db.Set<Override>().AsNoTracking().Where(o => o.EndedAt == null).ToListAsync(ct))
            .Where(o => o.Holds(now)).ToLookup(o => o.MemberId);
        return [.. rows.Where(r => grantor.Reaches(r.Member.BranchId)).OrderBy(r => r.Member.Role)
            .ThenBy(r => r.Name, StringComparer.CurrentCulture)
            .Select(r => new TeamRow(r.Member, r.Name, r.Email, last.TryGetValue(r.Member.Id, out var at) ? at
                : null, overrides[r.Member.Id].Count()))];
    }

    public async Task<List<Invitation>> InvitedAsync(Grantor grantor, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var open = await db.Set<Invitation>().AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.EndsAt > now)
            .OrderByDescending(i => i.CreatedAt).ToListAsync(ct);
        return [.. open.Where(i => grantor.Reaches(i.BranchId))];
    }
}
