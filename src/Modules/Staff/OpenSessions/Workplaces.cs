using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Factors;
using Restpy.Staff.Rights;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.OpenSessions;

/// <summary>The workplaces of a person, in a steady order.</summary>
internal sealed class Workplaces(
    RestpyDb db, WorkScope scope, RestaurantDirectory restaurants, SecondFactorRequirements demands)
{
    public async Task<List<Workplace>> OfAsync(Person person, CancellationToken ct)
    {
        var candidates = new List<Workplace>();
        if (person.IsSuperAdmin)
            candidates.Add(new(null, null, null, "Restpy", null, "", Role.SuperAdmin)
            {
                SecondFactorRequirement = demands.OfOperator
            });
        foreach (var memberships in (await MembershipsAsync(person, ct)).GroupBy(m => m.RestaurantId, m => m.MemberId))
        {
            var restaurant = await restaurants.GetAsync(memberships.Key, ct);
            scope.Enter(restaurant.Id, null, Actor.System("sign-in"));
            foreach (var found in await FoundAsync([.. memberships], ct))
                candidates.AddRange(DoorsOf(restaurant, found));
        }
        return candidates;
    }

    /// <summary>
    /// One question to each restaurant: its wall shows its rows to work that names it. In one look, so that a role is
    /// never paired with a standing that came after it.
    /// </summary>
    private Task<List<FoundMember>> FoundAsync(List<Guid> members, CancellationToken ct) => (
        from m in db.Set<Member>().AsNoTracking()
        from t in db.Set<MemberStamps>().AsNoTracking().Where(t => t.MemberId == m.Id).DefaultIfEmpty()
        from d in db.Set<RoleSecurity>().AsNoTracking().Where(d => d.Role == m.Role).DefaultIfEmpty()
        where members.Contains(m.Id) && m.LeftAt == null
        orderby m.Id
        select new FoundMember
        {
            Member = m, EmploymentStamp = t == null ? Guid.Empty
            : t.EmploymentStamp, SecondFactorRequirement = d == null ? SecondFactorRequirement.Password
            : d.SecondFactorRequirement,
        }).ToListAsync(ct);

    private static IEnumerable<Workplace> DoorsOf(RestaurantInfo restaurant, FoundMember found)
    {
        var member = found.Member;
        Workplace WorkplaceIn(Guid? branch, string name) =>
            new(restaurant.Id, member.Id, found.EmploymentStamp, restaurant.Name, branch, name, member.Role)
            {
                SecondFactorRequirement = found.SecondFactorRequirement,
            };
        // With one branch there is nothing to choose: all branches are that one.
        if (member.BranchId is null && restaurant.Branches is [var only]) return [WorkplaceIn(only.Id, only.Name)];
        if (member.BranchId is { } branch) return [WorkplaceIn(branch, restaurant.Branch(branch).Name)];
        // Who may see all branches may also stand in one of them, for the screens that show one.
        return [WorkplaceIn(null, ""), .. restaurant.Branches.Select(b => WorkplaceIn(b.Id, b.Name))];
    }

    /// <summary>What the strictest of all of them asks for.</summary>
    public async Task<SecondFactorRequirement> StrictestAsync(Person person, CancellationToken ct) =>
        (await WithStrictestAsync(person, ct)).Strictest;

    /// <summary>The scope is where it was before.</summary>
    private async Task<(List<Workplace> All, SecondFactorRequirement Strictest)> WithStrictestAsync(
        Person person, CancellationToken ct)
    {
        using var here = scope.Return();
        var candidates = await OfAsync(person, ct);
        return (candidates, candidates.Select(d => d.SecondFactorRequirement).DefaultIfEmpty().Max());
    }

    /// <summary>
    /// Where a session stands, for the one that takes its place; null where that is gone meanwhile. It asks for what
    /// the strictest of all workplaces does, as at the sign-in: or a session that only enrols would become a whole one
    /// at a lax one.
    /// </summary>
    public async Task<Workplace?> HereAsync(Session me, Person person, CancellationToken ct)
    {
        var (candidates, requirement) = await WithStrictestAsync(person, ct);
        return candidates.FirstOrDefault(d => d.RestaurantId == me.RestaurantId && d.MemberId == me.MemberId
            && d.BranchId == me.BranchId) is { } here ? here with { SecondFactorRequirement = requirement } : null;
    }

    private async Task<List<Membership>> MembershipsAsync(Person person, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Person, person.Id.ToString());
        return await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person.Id).OrderBy(m => m.MemberId)
            .ToListAsync(ct);
    }
}

/// <summary>A member as their restaurant has them, with what it asks of their role.</summary>
internal sealed class FoundMember
{
    public required Member Member { get; init; }

    public Guid EmploymentStamp { get; init; }

    public SecondFactorRequirement SecondFactorRequirement { get; init; }
}
