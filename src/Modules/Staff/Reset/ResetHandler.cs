using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Reset;

/// <summary>A link that was used, taken back, or is past its time.</summary>
internal sealed record LinkOver() : Error(ErrorKind.Gone);

/// <summary>
/// Sets a new password by a link. Every session of the person ends, and so does every wait that guesses have caused.
/// </summary>
internal sealed class ResetHandler(RestpyDb db, WorkScope scope, ResetLinks links, Passwords passwords,
    Workplaces workplaces, LoginThrottle throttle, StaffEmails letters)
{
    /// <returns>Whose password the link sets; null where it opens nothing.</returns>
    public async Task<Person?> FindAsync(string? token, CancellationToken ct)
    {
        if (!links.TryRead(token, out var personId, out var resetId)) return null;
        var now = db.Time.GetUtcNow();
        var person = await db.Set<Person>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Id == personId && p.DisabledAt == null, ct);
        return person is not null
            && await db.Set<PasswordReset>()
            .AnyAsync(r => r.Id == resetId && r.PersonId == personId && r.UsedAt == null && r.EndsAt > now, ct) ? person
            : null;
    }

    public async Task<Outcome<Done>> HandleAsync(
        string? token, string? password, string ip, string userAgent, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } known) return new LinkOver();
        if (PasswordRules.Check(password, known.Email, known.Name) is { Error: { } weak }) return weak;
        var hash = await passwords.HashAsync(password!, ct);
        var workplace = (await workplaces.OfAsync(known, ct)).FirstOrDefault();
        scope.Enter(workplace?.RestaurantId, null, new(ActorKind.Staff, known.Id, known.Name, "none", ip, userAgent));
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"staff:reset:{known.Id:N}", ct);
        var now = db.Time.GetUtcNow();
        var open = await db.Set<PasswordReset>()
            .Where(r => r.PersonId == known.Id && r.UsedAt == null && r.EndsAt > now).ToListAsync(ct);
        links.TryRead(token, out _, out var resetId);
        if (open.All(r => r.Id != resetId)) return new LinkOver();
        // The others with it: one of them may be in somebody else's hands.
        foreach (var reset in open) reset.UsedAt = now;
        (await db.Set<Person>().FirstAsync(p => p.Id == known.Id, ct)).ChangePassword(hash, now);
        letters.PasswordChanged(known, ip, userAgent);
        db.Act("staff.password-reset", nameof(Person), known.Id, known.Name,
            open.First(r => r.Id == resetId).StartedBy);
        await work.SaveAsync(Done.It, ct);
        var devices = await db.Set<StaffDevice>().Where(d => d.PersonId == known.Id).Select(d => d.Id).ToListAsync(ct);
        await throttle.ForgiveAsync(
            [ThrottleKey.OfAccount(known.Email), .. devices.Select(d => ThrottleKey.OfDevice(known.Email, d))], ct);
        return Done.It;
    }
}
