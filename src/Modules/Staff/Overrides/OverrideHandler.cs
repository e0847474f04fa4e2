using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.EndWork;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Overrides;

/// <param name="Until">The last day on which it holds, by the restaurant's clock; null: until somebody ends it.</param>
internal sealed record OverrideRequest(
    Guid By, Guid MemberId, string? Permission, bool Allowed, Guid? BranchId, DateOnly? Until, string? Reason);

/// <summary>An end that is over, or beyond a year: what is meant for good belongs into the role.</summary>
internal sealed record EndUnfit(int Days) : Error(ErrorKind.Invalid);

/// <summary>The same is in force already.</summary>
internal sealed record SetAlready() : Error(ErrorKind.Conflict);

/// <summary>Gives one person one thing more, or takes one from them; with a branch, an end and a reason.</summary>
internal sealed class OverrideHandler(
    RestpyDb db, Grantors grantors, RightsReader rights, PermissionStamps marks, RestaurantDirectory restaurants)
{
    private const int LongestReason = 140;
    public const int MostDays = 366;

    public async Task<Outcome<Done>> HandleAsync(OverrideRequest request, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length is 0 or > LongestReason) return new ReasonUnfit(LongestReason) { Field = "Reason" };
        await using var work = await db.BeginAsync(ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        if (rights.Givable.FirstOrDefault(p => p.Name == request.Permission) is not { } permission)
            return new NotFound("permission") { Field = "Permission" };
        if (!grantor.Covers([permission.Name])) return new AboveYou { Field = "Permission" };
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        // Somebody of one branch is given or denied it there; of all branches, in all or in one of them.
        var branchId = member!.BranchId ?? request.BranchId;
        if (!grantor.Reaches(branchId) || (branchId is { } branch && restaurant.Branches.All(b => b.Id != branch)))
            return new NotFound("branch") { Field = "BranchId" };
        var until = End(request.Until, restaurant);
        if (!until.Ok) return until.Error;
        if ((await rights.HoldingAsync(member.Id, ct))
            .Any(o => o.Permission == permission.Name && o.Allowed == request.Allowed && o.BranchId == branchId
                && o.Until == until.Value)) return new SetAlready();
        var made = Override.Make(
            member.Id, new(permission.Name, request.Allowed, branchId, until.Value, reason), actor,
            db.Time.GetUtcNow());
        db.Add(made);
        await marks.RightsChangedAsync([member.Id], ct);
        var name = await db.Set<Person>().Where(p => p.Id == member.PersonId).Select(p => p.Name).FirstAsync(ct);
        db.Act(request.Allowed ? "staff.permission-given"
            : "staff.permission-taken", made, $"{name}: {permission.Label}", reason);
        return await work.SaveAsync(Done.It, ct);
    }

    private Outcome<DateTimeOffset?> End(DateOnly? day, RestaurantInfo restaurant)
    {
        if (day is not { } last) return (DateTimeOffset?)null;
        var clock = restaurant.Branches[0].Day;
        var today = DateOnly.FromDateTime(clock.Local(db.Time.GetUtcNow()).DateTime);
        if (last < today || last > today.AddDays(MostDays)) return new EndUnfit(MostDays) { Field = "Until" };
        return new BusinessDay(clock.Zone, TimeOnly.MinValue).Start(last.AddDays(1));
    }
}
