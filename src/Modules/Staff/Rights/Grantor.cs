using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Staff.Rights;

/// <summary>The role, or the person, may do what the one who acts may not: nobody gives what they lack.</summary>
internal sealed record AboveYou() : Error(ErrorKind.Refused);

/// <summary>Nobody changes their own rights.</summary>
internal sealed record NotYourself() : Error(ErrorKind.Refused);

/// <summary>Somebody must be able to put everything right again.</summary>
internal sealed record LastOwner() : Error(ErrorKind.Conflict);

/// <summary>Another restaurant's people are not ours to let in anew: they ask for the way back themselves.</summary>
internal sealed record WorksElsewhere() : Error(ErrorKind.Refused);

/// <summary>Who changes what others may do: how far their own rights reach, read when it is decided.</summary>
/// <param name="Member">Their place; null when they were let go since the page was opened.</param>
/// <param name="May">What they may do themselves.</param>
internal sealed record Grantor(Member? Member, IReadOnlySet<string> May)
{
    /// <summary>Who is bound to a branch looks after the people of that branch.</summary>
    public bool Reaches(Guid? branchId) =>
        Member is not null && (Member.BranchId is null || Member.BranchId == branchId);

    public bool Covers(IEnumerable<string> permissions) => Member is not null && May.IsSupersetOf(permissions);
}

internal sealed class Grantors(RestpyDb db, RightsReader rights)
{
    public async Task<Grantor> GetAsync(Guid memberId, CancellationToken ct)
    {
        var member = await db.Set<Member>().AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == memberId && m.LeftAt == null, ct);
        return new(member, member is null ? new HashSet<string>() : await rights.OfAsync(member, ct));
    }

    /// <summary>The roles the grantor may give, as they are in this restaurant.</summary>
    public async Task<IReadOnlyList<Role>> RolesAsync(Grantor grantor, CancellationToken ct)
    {
        var roles = new List<Role>();
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.SuperAdmin))
            if (grantor.Covers(await rights.OfAsync(role, ct))) roles.Add(role);
        return roles;
    }

    /// <summary>Whether the grantor may change this member at all.</summary>
    public async Task<Outcome<Done>> MayChangeAsync(Grantor grantor, Member? other, CancellationToken ct)
    {
        if (other is null || other.LeftAt is not null || !grantor.Reaches(other.BranchId))
            return new NotFound("person");
        if (other.PersonId == grantor.Member!.PersonId) return new NotYourself();
        return grantor.Covers(await rights.OfAsync(other, ct)) ? Done.It : new AboveYou();
    }

    /// <summary>
    /// Whether the account is this restaurant's business alone: of who works elsewhere too, and of the operator's
    /// people, it is not.
    /// </summary>
    public async Task<bool> IsOursAloneAsync(Person person, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Person, person.Id.ToString());
        return !person.IsSuperAdmin
            && !await db.Set<Membership>()
            .AnyAsync(m => m.PersonId == person.Id && m.RestaurantId != db.Scope.Restaurant, ct);
    }

    /// <summary>
    /// Keeps two changes from taking the last two owners at once; call inside the transaction, before counting.
    /// </summary>
    public static Task HoldOwnersAsync(UnitOfWork work, CancellationToken ct) => work.LockAsync("staff:owners", ct);

    /// <summary>Whether somebody else could still put things right: an owner of all branches, who works here.</summary>
    public Task<bool> IsLastOwnerAsync(Member member, CancellationToken ct) =>
        member is not { Role: Role.Owner, BranchId: null }
        ? Task.FromResult(false)
        : db.Set<Member>().AllAsync(
        m => m.Id == member.Id || m.Role != Role.Owner || m.BranchId != null || m.LeftAt != null, ct);
}
