using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Tablets;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// The limits sessions live under, and whether those past their limit are really over; for the security checks.
/// </summary>
public sealed class SessionLimits
{
    private readonly RestpyDb _db;
    private readonly ISessions _sessions;

    internal SessionLimits(RestpyDb db, ISessions sessions) => (_db, _sessions) = (db, sessions);

    public TimeSpan Idle(Role role) => Sessions.IdleLimit(role, onTablet: false);

    public TimeSpan IdleOnTablet(Role role) => Sessions.IdleLimit(role, onTablet: true);

    /// <summary>As promised, and not as <see cref="Sessions"/> says.</summary>
    private static readonly TimeSpan Eight = TimeSpan.FromMinutes(8);

    public async Task<int> TabletsAsync(CancellationToken ct)
    {
        using var bypass = _db.BypassTenantWall(StaffBypasses.Limits);
        var now = _db.Time.GetUtcNow();
        return await _db.Set<TabletKey>().CountAsync(k => !k.IsCode && k.EndedAt == null && k.EndsAt > now, ct);
    }

    public TimeSpan Absolute => Sessions.AbsoluteLimit;

    /// <summary>
    /// Sessions whose row says they are past a limit, or were given more time than anybody gets, and how many of them
    /// would still be let in. The limits are worked out here a second time, so that a mistake in the gate shows.
    /// </summary>
    /// <param name="most">How many of the latest to look at.</param>
    /// <param name="ct">Stops the search.</param>
    public async Task<(int Past, int StillAlive)> PastLimitAsync(int most, CancellationToken ct)
    {
        using var bypass = _db.BypassTenantWall(StaffBypasses.Limits);
        var now = _db.Time.GetUtcNow();
        var rows = await _db.Set<StaffSession>().AsNoTracking().Where(s => s.EndedAt == null)
            .OrderByDescending(s => s.CreatedAt).Take(most).ToListAsync(ct);
        var past = rows.Where(s => IsStretched(s, now) || now >= s.EndsAt
            || now - s.LastActivityAt >= (s.TabletId is null ? Idle(s.Role) : Eight)).ToList();
        var alive = 0;
        foreach (var row in past)
            if (await _sessions.LivesAsync(row.Id, ct)) alive++;
        return (past.Count, alive);
    }

    /// <summary>No sign-in makes such a row. Clocks of two nodes may differ by a little.</summary>
    private static bool IsStretched(StaffSession session, DateTimeOffset now) =>
        session.EndsAt > session.CreatedAt + Sessions.AbsoluteLimit
            || session.LastActivityAt > now + TimeSpan.FromMinutes(5);
}
