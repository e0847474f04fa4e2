using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.People;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Review;

/// <param name="Row">Who.</param>
/// <param name="May">What they may do where they are bound to.</param>
/// <param name="Own">Of it, and of what they may not, what is their own and not the role's.</param>
internal sealed record ReviewRow(TeamRow Row, IReadOnlySet<string> May, IReadOnlyList<Override> Own);

/// <summary>
/// Who may do what at present, and when they were last here: for the owner's look at it every few months.
/// </summary>
internal sealed class AccessReview(RestpyDb db, Team team, RightsReader rights)
{
    public IReadOnlyList<Permission> Permissions => rights.Givable;

    public async Task<IReadOnlyList<ReviewRow>> OfAsync(Grantor grantor, CancellationToken ct)
    {
        var rows = await team.OfAsync(grantor, ct);
        var ofRole = new Dictionary<Role, List<RoleRule>>();
        foreach (var role in rows.Select(r => r.Member.Role).Distinct())
            ofRole[role] = await rights.RulesAsync(role, ct);
        var now = db.Time.GetUtcNow();
        var own = (await db.Set<Override>().AsNoTracking().Where(o => o.EndedAt == null).ToListAsync(ct))
            .Where(o => o.Holds(now)).ToLookup(o => o.MemberId);
        return [
            .. rows.Select(r => new ReviewRow(
                r, May(r.Member, ofRole[r.Member.Role], [.. own[r.Member.Id]]), [.. own[r.Member.Id]]))];
    }

    private HashSet<string> May(Member member, List<RoleRule> rules, List<Override> own)
    {
        var entitlement = new Entitlement(member.Role, rules, own, member.BranchId);
        return [.. Permissions.Where(p => entitlement.On(p).May).Select(p => p.Name)];
    }
}
