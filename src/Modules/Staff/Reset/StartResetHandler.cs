using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Reset;

/// <param name="Here">The installation's address, for the link; null where it has none.</param>
internal sealed record StartResetRequest(Guid By, Guid MemberId, Uri? Here);

internal sealed record ResetStarted(Guid Id);

/// <summary>
/// Starts, for somebody who forgot the password, the way to a new one. Who starts it hands over a link and chooses
/// nothing;
/// the person is named in the log when it is started and when it is used.
/// </summary>
internal sealed class StartResetHandler(
    RestpyDb db, Grantors grantors, SplitResetRule hand, ResetLinks links, StaffEmails letters)
{
    public async Task<Outcome<ResetStarted>> HandleAsync(StartResetRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        if (await grantors.MayChangeAsync(grantor, member, ct) is { Error: { } refused }) return refused;
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == member!.PersonId, ct);
        if (!await grantors.IsOursAloneAsync(person, ct)) return new WorksElsewhere();
        if (await hand.DidAsync(work, person.Id, SplitResetRule.FactorsForgotten, actor, ct))
            return new TheWholeAccount();
        var now = db.Time.GetUtcNow();
        var reset = new PasswordReset
        {
            Id = Id.New(), PersonId = person.Id, CreatedAt = now, EndsAt = now + PasswordReset.Lasts,
            StartedBy = actor.Name,
        };
        db.Add(reset);
        if (request.Here is { } here) letters.Reset(person, links.To(here, reset));
        db.Act(SplitResetRule.ResetStarted, nameof(Person), person.Id, person.Name);
        return await work.SaveAsync(new ResetStarted(reset.Id), ct);
    }
}
