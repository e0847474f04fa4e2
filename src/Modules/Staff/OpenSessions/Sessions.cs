using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Factors;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.OpenSessions;

/// <summary>
/// Sessions live in the database. Idle limits by role, an absolute end, and only a person's gesture counts.
/// </summary>
internal sealed class Sessions(RestpyDb db, TimeProvider time, PermissionCache rights, SessionById byId,
    RestaurantDirectory restaurants) : ISessions
{
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);
    private static readonly TimeSpan WriteActivityEvery = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The longest there is: 60 minutes at a desk, 8 on a shared tablet. A restaurant may shorten both.
    /// </summary>
    public static TimeSpan IdleLimit(Role role, bool onTablet) =>
        onTablet || role is Role.Waiter or Role.Kitchen ? OnTablet : TimeSpan.FromMinutes(60);

    /// <summary>For every role: somebody else takes the tablet next.</summary>
    public static readonly TimeSpan OnTablet = TimeSpan.FromMinutes(8);

    public static string HashOf(string cookie) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)));

    public async Task<Session?> FindAsync(string cookie, bool gesture, string ip, Guid? tablet, CancellationToken ct)
    {
        var id = HashOf(cookie);
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, id);
        var now = time.GetUtcNow();
        if (await byId.FindAsync(db, id) is not { } found || !await IsAliveAsync(found, now, ct)) return null;
        var row = found.Row;
        // The tablet it was opened on, and on a tablet nothing that was opened elsewhere.
        if (row.TabletId != tablet) return null;
        if (gesture && now - row.LastActivityAt > WriteActivityEvery) await RecordActivityAsync(row, now, ct);
        var may = row.OnlyEnrols ? []
            : row.RestaurantId is { } restaurant
            ? await rights.OfAsync(restaurant, row.MemberId!.Value, found.RightsStamp, row.Role, row.BranchId, ct)
            : rights.Of(row.Role);
        return new(row.Id, row.PersonId, row.MemberId, row.PersonName, row.RestaurantId, row.RestaurantName,
            row.BranchId, row.BranchName, row.Role, row.Language,
            may, found.RightsStamp, row.LastActivityAt, await IdleAsync(row, ct))
        {
            ProvedAt = row.ProvedAt, Second = row.Second == SecondFactorMethod.None ? ""
            : row.Second.ToString(), OnlyEnrols = row.OnlyEnrols, TabletId = row.TabletId, EndsAt = row.EndsAt
        };
    }

    public async Task<bool> IsAliveAsync(Session session, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, session.Id);
        return await byId.FindAsync(db, session.Id) is { } found && await IsAliveAsync(found, time.GetUtcNow(), ct)
            && found.RightsStamp == session.RightsMark;
    }

    public async Task<bool> LivesAsync(string id, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, id);
        return await byId.FindAsync(db, id) is { } found && await IsAliveAsync(found, time.GetUtcNow(), ct);
    }

    /// <summary>What the restaurant has set, and never longer than the longest.</summary>
    private async ValueTask<TimeSpan> IdleAsync(StaffSession row, CancellationToken ct)
    {
        var longest = IdleLimit(row.Role, row.TabletId is not null);
        if (row.RestaurantId is not { } id) return longest;
        var restaurant = await restaurants.GetAsync(id, ct);
        var set = TimeSpan.FromMinutes(longest == OnTablet ? restaurant.SharedIdleMinutes : restaurant.IdleMinutes);
        return set < longest ? set : longest;
    }

    private async ValueTask<bool> IsAliveAsync(FoundSession found, DateTimeOffset now, CancellationToken ct) =>
        found.Row is { EndedAt: null } row && now < row.EndsAt && now - row.LastActivityAt < await IdleAsync(row, ct)
        && found.DisabledAt is null && row.CreatedAt >= (found.SignedOutBefore ?? DateTimeOffset.MinValue)
        && (row.RestaurantId is null || (row.MemberId is not null && row.EmploymentStamp == found.EmploymentStamp));

    private async Task RecordActivityAsync(StaffSession row, DateTimeOffset now, CancellationToken ct)
    {
        db.Attach(row).Entity.LastActivityAt = now;
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}

/// <param name="Row">The session.</param>
/// <param name="SignedOutBefore">Of its person.</param>
/// <param name="DisabledAt">Of its person.</param>
/// <param name="RightsStamp">Of what the member may do; none where nothing was ever changed.</param>
/// <param name="EmploymentStamp">The member's present one; see <see cref="MemberStamps"/>.</param>
internal sealed record FoundSession(StaffSession Row, DateTimeOffset? SignedOutBefore, DateTimeOffset? DisabledAt,
    Guid RightsStamp, Guid EmploymentStamp);

/// <summary>
/// Read on every request, so compiled once; per model, because a process may run on two databases (tests do).
/// </summary>
internal sealed class SessionById
{
    public Func<RestpyDb, string, Task<FoundSession?>> FindAsync { get; } =
        EF.CompileAsyncQuery((RestpyDb db, string id) => (
        from s in db.Set<StaffSession>().AsNoTracking()
        join p in db.Set<Person>().AsNoTracking() on s.PersonId equals p.Id
        from t in db.Set<MemberStamps>().AsNoTracking().Where(t => t.MemberId == s.MemberId).DefaultIfEmpty()
        where s.Id == id
        select new FoundSession(s, p.SignedOutBefore, p.DisabledAt, t == null ? Guid.Empty
            : t.RightsStamp, t == null ? Guid.Empty : t.EmploymentStamp)).FirstOrDefault());
}
