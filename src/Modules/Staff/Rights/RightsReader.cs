using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Staff.Rights;

/// <summary>Reads from the scope's restaurant what a role or a member may do there.</summary>
internal sealed class RightsReader(RestpyDb db, PermissionCatalogue catalogue)
{
    /// <summary>What a restaurant may hand out, in the catalogue's order.</summary>
    public IReadOnlyList<Permission> Givable { get; } = [.. catalogue.All.Where(Entitlement.IsOfRestaurants)];

    /// <summary>The roles that may do it where nobody has decided otherwise.</summary>
    public IReadOnlyList<Role> RolesOf(string permission) =>
        catalogue.All.Single(p => p.Name == permission).DefaultRoles;

    /// <summary>The catalogue's decisions on one member, standing in a branch or in all.</summary>
    public async Task<IReadOnlyList<Verdict>> OnAsync(Guid memberId, Role role, Guid? branchId, CancellationToken ct) =>
        Verdicts(new(role, await RulesAsync(role, ct), await HoldingAsync(memberId, ct), branchId));

    /// <summary>What a member may do where they are bound to.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(Member member, CancellationToken ct) =>
        Allowed(await OnAsync(member.Id, member.Role, member.BranchId, ct));

    /// <summary>What everybody in a role may do here.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(Role role, CancellationToken ct) =>
        Allowed(Verdicts(new(role, await RulesAsync(role, ct), [], null)));

    public Task<List<RoleRule>> RulesAsync(Role role, CancellationToken ct) =>
        db.Set<RoleRule>().AsNoTracking().Where(r => r.Role == role).ToListAsync(ct);

    public async Task<List<Override>> HoldingAsync(Guid memberId, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var open = await db.Set<Override>().AsNoTracking().Where(o => o.MemberId == memberId && o.EndedAt == null)
            .OrderBy(o => o.MadeAt).ToListAsync(ct);
        return [.. open.Where(o => o.Holds(now))];
    }

    private List<Verdict> Verdicts(Entitlement entitlement) => [.. catalogue.All.Select(entitlement.On)];

    private static HashSet<string> Allowed(IEnumerable<Verdict> verdicts) =>
        [.. verdicts.Where(v => v.May).Select(v => v.Permission.Name)];
}
