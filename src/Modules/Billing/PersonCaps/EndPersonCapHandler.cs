using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Billing.PersonCaps;

internal sealed record EndPersonCapRequest(Guid By, Guid MemberId, Guid CommandId);

/// <summary>
/// The person goes as far as their role again. Where that is further than now, it is given like any other cap.
/// </summary>
internal sealed class EndPersonCapHandler(RestpyDb db, Caps caps, Colleagues colleagues)
{
    public async Task<Outcome<Done>> HandleAsync(EndPersonCapRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"billing:cap:{request.MemberId:N}", ct);
        if (await colleagues.MayChangeAsync(request.By, request.MemberId, ct) is { Error: { } refused }) return refused;
        var person = (await colleagues.FindAsync(request.MemberId, ct))!;
        var mine = await caps.OfAsync(actor, ct);
        if (!mine.Covers(Cap.Of(await caps.OfAsync(person.Role, ct)))
            || !mine.Covers(await caps.OfAsync(person.MemberId, person.Role, ct))) return new CapAboveYours();
        if (await EndCap.EndAsync(db, person.MemberId, ct) is null) return new NotFound("cap");
        await colleagues.RightsChangedAsync([person.MemberId], ct);
        return await work.SaveAsync(Kernel.Done.It, ct);
    }
}
