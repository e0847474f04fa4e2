using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// Who works here, who may change whom, and what they may do; for modules that keep something about people.
/// </summary>
public sealed class Colleagues
{
    private readonly RestpyDb _db;
    private readonly Grantors _grantors;
    private readonly RightsReader _rights;
    private readonly PermissionStamps _marks;

    internal Colleagues(RestpyDb db, Grantors grantors, RightsReader rights, PermissionStamps marks) =>
        (_db, _grantors, _rights, _marks) = (db, grantors, rights, marks);

    /// <summary>Those a member looks after, themselves included, by role and name.</summary>
    public async Task<IReadOnlyList<Colleague>> OfAsync(Guid memberId, CancellationToken ct)
    {
        var me = await _grantors.GetAsync(memberId, ct);
        return [.. (await Working(all => all).ToListAsync(ct)).Where(c => me.Reaches(c.BranchId)).OrderBy(c => c.Role)
            .ThenBy(c => c.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Everybody of a role.</summary>
    public async Task<IReadOnlyList<Colleague>> WorkingAsync(Role role, CancellationToken ct) =>
        await Working(all => all.Where(m => m.Role == role)).ToListAsync(ct);

    /// <summary>Who works in this branch, or in all, and whose role may do this by default; by name.</summary>
    public async Task<IReadOnlyList<Colleague>> AtBranchAsync(Guid branchId, string permission, CancellationToken ct)
    {
        var roles = _rights.RolesOf(permission);
        return [.. (await Working(all => all.Where(m => m.BranchId == null || m.BranchId == branchId)).ToListAsync(ct))
            .Where(c => roles.Contains(c.Role)).OrderBy(c => c.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>One of them; null when they do not work here, or not any more.</summary>
    public Task<Colleague?> FindAsync(Guid memberId, CancellationToken ct) =>
        Working(all => all.Where(m => m.Id == memberId)).FirstOrDefaultAsync(ct);

    /// <summary>
    /// Whether a member may change something about another. Nobody may change themselves.
    /// </summary>
    public async Task<Outcome<Done>> MayChangeAsync(Guid byMemberId, Guid memberId, CancellationToken ct) =>
        await _grantors.MayChangeAsync(await _grantors.GetAsync(byMemberId, ct),
            await _db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == memberId, ct), ct);

    /// <summary>
    /// Another id with each change of role or branch and each end of the work; none while nothing was ever changed.
    /// </summary>
    public Task<Guid> StandingAsync(Guid memberId, CancellationToken ct) =>
        _db.Set<MemberStamps>().AsNoTracking().Where(t => t.MemberId == memberId).Select(t => t.EmploymentStamp)
            .FirstOrDefaultAsync(ct);

    /// <summary>
    /// Whether a member works here and may do this where they are bound to, now and until the end of the transaction.
    /// Those named beside are held with them in one order, so that nobody waits in a circle.
    /// </summary>
    public async Task<bool> KeepAsync(
        UnitOfWork work, Guid memberId, string permission, CancellationToken ct, params IReadOnlyList<Guid> beside)
    {
        await PermissionStamps.LockAsync(work, beside.Append(memberId), ct);
        var member = await _db.Set<Member>().AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == memberId && m.LeftAt == null, ct);
        return member is not null && (await _rights.OfAsync(member, ct)).Contains(permission);
    }

    /// <summary>
    /// What these may do is another thing from their next request on, and nothing that weighs is saved by what they
    /// could before.
    /// </summary>
    public Task RightsChangedAsync(IReadOnlyList<Guid> memberIds, CancellationToken ct) =>
        _marks.RightsChangedAsync(memberIds, ct);

    private IQueryable<Colleague> Working(Func<IQueryable<Member>, IQueryable<Member>> which) =>
        from m in which(_db.Set<Member>().AsNoTracking())
        join p in _db.Set<Person>().AsNoTracking() on m.PersonId equals p.Id
        where m.LeftAt == null
        select new Colleague(m.Id, p.Id, p.Name, m.Role, m.BranchId);
}
