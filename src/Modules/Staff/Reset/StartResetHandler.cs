using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Reset;

/// <param name="Here">The installation's address, for the link; null where it has none.</param>
internal sealed record StartResetRequest(Guid By, Guid MemberId, Uri? Here);

/// <summary>Another restaurant's people are not ours to let in anew: they ask for the way back themselves.</summary>
internal sealed record WorksElsewhere() : Error(ErrorKind.Refused);

internal sealed record ResetStarted(Guid Id);

/// <summary>
/// Starts, for somebody who forgot the password, the way to a new one. Who starts it hands over a link and chooses nothing;
/// the person is named in the log when it is started and when it is used.
/// </summary>
internal sealed class StartResetHandler(RestpyDb db, Grantors grantors, ResetLinks links, StaffLetters letters)
{
    public async Task<Outcome<ResetStarted>> HandleAsync(StartResetRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.MemberId, ct);
        if (await grantors.RefusalAsync(await grantors.GetAsync(request.By, ct), member, ct) is { } refused) return refused;
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == member!.PersonId, ct);
        if (person.IsSuperAdmin || await WorksElsewhereAsync(person.Id, ct)) return new WorksElsewhere();
        var now = db.Time.GetUtcNow();
        var reset = new PasswordReset { Id = Id.New(), PersonId = person.Id, CreatedAt = now, EndsAt = now + PasswordReset.Lasts, StartedBy = db.Scope.Actor!.Name };
        db.Add(reset);
        if (request.Here is { } here) letters.Reset(person, links.To(here, reset));
        db.Act("staff.reset-started", member!, person.Name);
        return await work.SaveAsync(new ResetStarted(reset.Id), ct);
    }

    private async Task<bool> WorksElsewhereAsync(Guid personId, CancellationToken ct)
    {
        using var door = db.Through(Doors.Person, personId.ToString());
        return await db.Set<Membership>().AnyAsync(m => m.PersonId == personId && m.RestaurantId != db.Scope.Restaurant, ct);
    }
}
