using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Roles;

/// <param name="Seen">What the role could do on the page that was sent.</param>
/// <param name="Wanted">What it shall be able to do.</param>
internal sealed record SetRoleRequest(Guid By, Role Role, IReadOnlyList<string> Seen, IReadOnlyList<string> Wanted);

/// <summary>Changes what a role may do in this restaurant, for everybody in it, from their next request on.</summary>
internal sealed class SetRoleHandler(RestpyDb db, Grantors grantors, RightsReader rights, PermissionStamps marks)
{
    public async Task<Outcome<Done>> HandleAsync(SetRoleRequest request, CancellationToken ct)
    {
        if (request.Role is Role.SuperAdmin or Role.Owner || !Enum.IsDefined(request.Role)) return new NotFound("role");
        if (request.Wanted.Concat(request.Seen).Any(name => rights.Givable.All(p => p.Name != name)))
            return new NotFound("permission");
        await using var work = await db.BeginAsync(ct);
        // Two people with the same page open: only what each of them ticked or unticked changes.
        await work.LockAsync($"staff:role:{request.Role}", ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        var (given, taken) =
            (request.Wanted.Except(request.Seen).ToList(), request.Seen.Except(request.Wanted).ToList());
        if (!grantor.Covers(given.Concat(taken))) return new AboveYou();
        if (grantor.Member!.Role == request.Role) return new NotYourself();
        // A role is the same in all branches.
        if (grantor.Member.BranchId is not null) return new AboveYou();
        var rules = await db.Set<RoleRule>().Where(r => r.Role == request.Role).ToListAsync(ct);
        foreach (var name in given.Concat(taken))
        {
            if (rules.FirstOrDefault(r => r.Permission == name) is { } rule) rule.Set(given.Contains(name));
            else db.Add(RoleRule.Of(request.Role, name, given.Contains(name)));
        }
        if (given.Count + taken.Count == 0) return Done.It;
        await marks.RightsChangedAsync(await db.Set<Member>().Where(m => m.Role == request.Role && m.LeftAt == null)
            .Select(m => m.Id).ToListAsync(ct), ct);
        db.Act("staff.role-set", nameof(RoleRule), Guid.Empty,
            $"{request.Role}: {string.Join(", ", given.Select(n => "+" + n).Concat(taken.Select(n => "-" + n)))}");
        return await work.SaveAsync(Done.It, ct);
    }
}
