using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Account;

/// <summary>Changes the own password, by the one before. All sessions end; the one who asks gets a new one.</summary>
internal sealed class ChangePasswordHandler(
    RestpyDb db, Passwords passwords, LoginThrottle throttle, StaffEmails letters)
{
    public async Task<Outcome<Done>> HandleAsync(
        Session me, string? old, string? password, SignInClient client, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == me.PersonId, ct);
        if (PasswordRules.Check(password, person.Email, person.Name, me.RestaurantName) is { Error: { } weak })
            return weak;
        // A stolen session is not a place to guess at the password from.
        ThrottleKey[] counted = [ThrottleKey.OfDevice(person.Email, client.Device)];
        var since = Stopwatch.GetTimestamp();
        var isLooked = await throttle.ReserveAsync(counted, ct);
        if (!isLooked || !await passwords.MatchesAsync(old ?? "", person.PasswordHash, ct))
        {
            if (isLooked) await passwords.Refusals.RoundUpAsync("change", since, ct);
            else await passwords.Refusals.PadAsync("change", since, ct);
            return new WrongPassword { Field = "old" };
        }
        await throttle.ForgiveAsync(counted, ct);
        var hash = await passwords.HashAsync(password!, ct);
        await using var work = await db.BeginAsync(ct);
        (await db.Set<Person>().FirstAsync(p => p.Id == me.PersonId, ct)).ChangePassword(hash, db.Time.GetUtcNow());
        letters.PasswordChanged(person, client.Ip, client.UserAgent);
        db.Act("staff.password-changed", nameof(Person), me.PersonId, me.PersonName);
        return await work.SaveAsync(Done.It, ct);
    }
}
