using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;

namespace Restpy.Staff.Pins;

/// <summary>
/// A person's own PIN at the restaurant they stand in: set, changed, removed. Each is written down, told by mail, and
/// ends what the PIN before has opened.
/// </summary>
internal sealed class PinHandler(RestpyDb db, Pins pins, Notices notices)
{
    /// <summary>None for who stands in no restaurant: the operator has no PIN.</summary>
    public async Task<Pin?> MineAsync(Session me, CancellationToken ct) =>
        me.MemberId is null ? null
            : await db.Set<Pin>().AsNoTracking().FirstOrDefaultAsync(p => p.MemberId == me.MemberId, ct);

    public async Task<Outcome<Done>> SetAsync(Session me, string? typed, PinClient client, CancellationToken ct)
    {
        if (me.MemberId is not { } memberId) return new NotFound("pin");
        if (PinRules.Check(typed) is { Error: { } unfit }) return unfit;
        var hash = await pins.HashAsync(PinRules.Read(typed)!, ct);
        await using (var work = await db.BeginAsync(ct))
        {
            // Two tabs at once make one row; who is just being let in by the PIN before is let in before this, or not
            // at all.
            await Pins.LockAsync(work, memberId, ct);
            await pins.SetAsync(memberId, hash, given: false, ct);
            await SaveAsync(me, "pin-set", client, work, ct);
        }
        // Whoever sets one has just shown who they are; what others guessed at the one before is of no use now.
        await pins.ForgiveAsync(memberId, ct);
        return Done.It;
    }

    public async Task<Outcome<Done>> RemoveAsync(Session me, PinClient client, CancellationToken ct)
    {
        if (me.MemberId is not { } memberId) return new NotFound("pin");
        await using var work = await db.BeginAsync(ct);
        await Pins.LockAsync(work, memberId, ct);
        if (await db.Set<Pin>().FirstOrDefaultAsync(p => p.MemberId == memberId, ct) is not { } pin)
            return new NotFound("pin");
        db.Remove(pin);
        return await SaveAsync(me, "pin-removed", client, work, ct);
    }

    private async Task<Done> SaveAsync(Session me, string what, PinClient client, UnitOfWork work, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == me.PersonId, ct);
        // The session that changes it has just shown whose it is, and stays.
        await pins.EndOpenedAsync(me.MemberId!.Value, me.PersonId, me.Id, ct);
        db.Act($"staff.{what}", nameof(Person), person.Id, person.Name);
        notices.Put(person, what, me.RestaurantName, client.Ip, client.UserAgent);
        return await work.SaveAsync(Done.It, ct);
    }
}
