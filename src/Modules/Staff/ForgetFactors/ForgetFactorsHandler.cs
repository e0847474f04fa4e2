using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.EndWork;
using Restpy.Staff.Rights;

namespace Restpy.Staff.ForgetFactors;

internal sealed record ForgetFactorsRequest(Guid By, Guid MemberId, string? Reason, string Ip, string UserAgent);

/// <summary>The password is all they have shown so far.</summary>
internal sealed record NoFactors() : Error(ErrorKind.Conflict);

/// <summary>
/// For somebody whose phone is gone: what they showed beside the password counts no more, and every session ends, as it
/// may be on that phone. Their password stays theirs; the next sign-in asks for what the role asks of somebody new.
/// </summary>
internal sealed class ForgetFactorsHandler(RestpyDb db, Grantors grantors, SplitResetRule hand, LostFactors lost)
{
    private const int LongestReason = 140;

    public async Task<Outcome<Done>> HandleAsync(ForgetFactorsRequest request, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length is 0 or > LongestReason) return new ReasonUnfit(LongestReason) { Field = "Reason" };
        await using var work = await db.BeginAsync(ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        var person = await db.Set<Person>().FirstAsync(p => p.Id == member!.PersonId, ct);
        if (!await grantors.IsOursAloneAsync(person, ct)) return new WorksElsewhere();
        if (await hand.DidAsync(work, person.Id, SplitResetRule.ResetStarted, actor, ct))
            return new TheWholeAccount();
        if (await lost.ForgetAsync(person, reason, request.Ip, request.UserAgent, ct) == 0) return new NoFactors();
        return await work.SaveAsync(Done.It, ct);
    }
}
