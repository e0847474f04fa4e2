using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Overrides;

internal sealed record EndOverrideRequest(Guid By, Guid MemberId, Guid Id);

/// <summary>The person may do again what the role may, and no more.</summary>
internal sealed class EndOverrideHandler(RestpyDb db, Grantors grantors, PermissionStamps marks)
{
    public async Task<Outcome<Done>> HandleAsync(EndOverrideRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        var given = await db.Set<Override>()
            .FirstOrDefaultAsync(o => o.Id == request.Id && o.MemberId == request.MemberId && o.EndedAt == null, ct);
        if (given is null) return new NotFound("override");
        // To end a denial is to give: nobody gives what they lack.
        if (!given.Allowed && !grantor.Covers([given.Permission])) return new AboveYou();
        given.End(db.Time.GetUtcNow());
        await marks.RightsChangedAsync([given.MemberId], ct);
        db.Act("staff.override-ended", given,
            $"{await db.Set<Person>().Where(p => p.Id == member!.PersonId).Select(p => p.Name).FirstAsync(ct)}: "
                + $"{given.Permission}");
        return await work.SaveAsync(Done.It, ct);
    }
}
