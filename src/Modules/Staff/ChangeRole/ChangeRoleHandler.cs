using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Invite;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.ChangeRole;

internal sealed record ChangeRoleRequest(Guid By, Guid MemberId, long Version, Role Role, Guid? BranchId);

/// <summary>
/// Another role or another branch. What is open of them closes: they sign in again as who they are now.
/// </summary>
internal sealed class ChangeRoleHandler(
    RestpyDb db, Grantors grantors, RightsReader rights, PermissionStamps marks, RestaurantDirectory restaurants)
{
    public async Task<Outcome<Done>> HandleAsync(ChangeRoleRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await Grantors.HoldOwnersAsync(work, ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        if (member!.Version != request.Version) return new ChangedMeanwhile();
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if (!grantor.Reaches(request.BranchId)
            || (request.BranchId is { } branch && restaurant.Branches.All(b => b.Id != branch)))
            return new NotFound("branch") { Field = "BranchId" };
        if (request.Role == Role.SuperAdmin || !grantor.Covers(await rights.OfAsync(request.Role, ct)))
            return new AboveYou { Field = "Role" };
        if (request is not { Role: Role.Owner, BranchId: null } && await grantors.IsLastOwnerAsync(member, ct))
            return new LastOwner();
        if (await db.Set<Member>()
            .AnyAsync(m => m.Id != member.Id && m.PersonId == member.PersonId && m.BranchId == request.BranchId, ct))
            return new WorksHereAlready { Field = "BranchId" };
        var name = await db.Set<Person>().Where(p => p.Id == member.PersonId).Select(p => p.Name).FirstAsync(ct);
        member.Become(request.Role, request.BranchId);
        await marks.StandingChangedAsync(member.Id, ct);
        db.Act("staff.role-changed", member, $"{name}, {request.Role}");
        return await work.SaveAsync(Done.It, ct);
    }
}
