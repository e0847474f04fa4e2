using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Reset;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Forgot;

/// <summary>
/// Sends the way to a new password to its reader, if there is one. Whether there was is told to nobody else.
/// </summary>
internal sealed class ForgotHandler(
    RestpyDb db, WorkScope scope, Workplaces workplaces, ResetLinks links, StaffEmails letters, DemoPeople demo)
{
    /// <summary>So that nobody's letterbox is filled from here.</summary>
    private const int MostAnHour = 3;

    public async Task HandleAsync(string email, Uri here, string ip, string userAgent, CancellationToken ct)
    {
        var known = Person.NormaliseEmail(email);
        var person = await db.Set<Person>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Email == known && p.DisabledAt == null, ct);
        if (person is null || (person.IsDemo && !demo.On)) return;
        var candidates = await workplaces.OfAsync(person, ct);
        if (candidates.Count == 0) return;
        scope.Enter(candidates[0].RestaurantId, null, new(ActorKind.Staff, null, "unknown", "none", ip, userAgent));
        await using var work = await db.BeginAsync(ct);
        // Of several at once each counts those before it.
        await work.LockAsync($"reset {person.Id:N}", ct);
        var now = db.Time.GetUtcNow();
        var hourAgo = now.AddHours(-1);
        if (await db.Set<PasswordReset>()
            .CountAsync(r => r.PersonId == person.Id && r.CreatedAt > hourAgo, ct) >= MostAnHour) return;
        var reset = new PasswordReset
        {
            Id = Id.New(), PersonId = person.Id, CreatedAt = now, EndsAt = now + PasswordReset.Lasts,
        };
        db.Add(reset);
        letters.Reset(person, links.To(here, reset));
        db.Act("staff.reset-asked", nameof(Person), person.Id, person.Name);
        await work.SaveAsync(Done.It, ct);
    }
}
