using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Pins;
using Restpy.Staff.Rights;

namespace Restpy.Staff.EndWork;

internal sealed record EndWorkRequest(Guid By, Guid MemberId, string? Reason);

internal sealed record ReasonUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>Somebody works here no more: every session ends, nothing of what they did goes.</summary>
internal sealed class EndWorkHandler(RestpyDb db, Grantors grantors, PermissionStamps marks)
{
    private const int LongestReason = 140;

    public async Task<Outcome<Done>> HandleAsync(EndWorkRequest request, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length > LongestReason) return new ReasonUnfit(LongestReason) { Field = "Reason" };
        await using var work = await db.BeginAsync(ct);
        await Grantors.HoldOwnersAsync(work, ct);
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        if (await grantors.IsLastOwnerAsync(member!, ct)) return new LastOwner();
        var now = db.Time.GetUtcNow();
        member!.Leave(now);
        // What was given to them personally does not wait for their return.
        foreach (var given in await db.Set<Override>().Where(o => o.MemberId == member.Id && o.EndedAt == null)
            .ToListAsync(ct)) given.End(now);
        db.RemoveRange(await db.Set<Pin>().Where(p => p.MemberId == member.Id).ToListAsync(ct));
        foreach (var token in await db.Set<ApiToken>().Where(t => t.MadeByMember == member.Id && t.EndedAt == null)
            .ToListAsync(ct)) token.End(now);
        await marks.StandingChangedAsync(member.Id, ct);
        db.Act("staff.left", member,
            await db.Set<Person>().Where(p => p.Id == member.PersonId).Select(p => p.Name).FirstAsync(ct), reason);
        return await work.SaveAsync(Done.It, ct);
    }
}
