using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.Pins;
using Restpy.Staff.Rights;

namespace Restpy.Staff.GivePin;

/// <param name="By">The member who gives it.</param>
/// <param name="MemberId">Whose PIN it becomes.</param>
/// <param name="Where">For the mail that tells of it.</param>
internal sealed record GivePinRequest(Guid By, Guid MemberId, string? Pin, string RestaurantName, PinClient Where);

/// <summary>
/// A first PIN, set on the person's page by somebody who may change them. It opens shared tablets; it approves nothing
/// for a colleague until its owner has chosen another, because two people may know it.
/// </summary>
internal sealed class GivePinHandler(RestpyDb db, Grantors grantors, Pins.Pins pins, Notices notices)
{
    public async Task<Outcome<Done>> HandleAsync(GivePinRequest request, CancellationToken ct)
    {
        if (PinRules.Check(request.Pin) is { Error: { } unfit }) return unfit;
        var hash = await pins.HashAsync(PinRules.Read(request.Pin)!, ct);
        await using (var work = await db.BeginAsync(ct))
        {
            await Pins.Pins.LockAsync(work, request.MemberId, ct);
            var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
            var grantor = await grantors.GetAsync(request.By, ct);
            if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused })
                return refused;
            var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == member!.PersonId, ct);
            await pins.SetAsync(request.MemberId, hash, given: true, ct);
            await pins.EndOpenedAsync(request.MemberId, person.Id, except: null, ct);
            db.Act("staff.pin-given", nameof(Person), person.Id, person.Name);
            notices.Put(person, "pin-given", request.RestaurantName, request.Where.Ip, request.Where.UserAgent);
            await work.SaveAsync(Done.It, ct);
        }
        await pins.ForgiveAsync(request.MemberId, ct);
        return Done.It;
    }
}
