using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Staff.Account;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.StepUp;

/// <summary>
/// Shows again whose session this is, and gives a new one for it: cookie and form tokens of the old are worth nothing
/// after.
/// </summary>
internal sealed class StepUpHandler(RestpyDb db, SecondFactorVerifier proofs, Passkeys passkeys, Passwords passwords,
    LoginThrottle throttle, Workplaces workplaces, IMails mails, SignInHandler signIn, SignOutHandler signOut)
{
    public Task<Person> PersonAsync(Session me, CancellationToken ct) =>
        db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == me.PersonId, ct);

    /// <returns>What is asked for; empty for the password, where there is nothing else.</returns>
    public async Task<IReadOnlyList<SecondFactorMethod>> OfferedAsync(Session me, CancellationToken ct) =>
        Rules.Offered(await workplaces.StrictestAsync(await PersonAsync(me, ct), ct),
            await proofs.OwnedAsync(me.PersonId, ct), mails.Way != MailTransport.None);

    public async Task<Outcome<string>> ByCodeAsync(
        Session me, SecondFactorMethod means, string? code, Ask ask, CancellationToken ct)
    {
        if (means is SecondFactorMethod.None or SecondFactorMethod.Passkey
            || !(await OfferedAsync(me, ct)).Contains(means)) return new WrongCode("code");
        var outcome = await proofs.CheckAsync(await PersonAsync(me, ct), means, code, ask, ct);
        return outcome.Ok ? await RenewAsync(me, means, ask, ct) : outcome.Error;
    }

    public async Task<Outcome<string>> ByPasskeyAsync(
        Session me, HttpContext http, Guid question, string answer, Ask ask, CancellationToken ct)
    {
        var outcome = await passkeys.ShownAsync(http, await PersonAsync(me, ct), ask, question, answer, ct);
        return outcome.Ok ? await RenewAsync(me, SecondFactorMethod.Passkey, ask, ct) : outcome.Error;
    }

    public async Task<Outcome<string>> ByPasswordAsync(
        Session me, string? password, string device, Ask ask, CancellationToken ct)
    {
        if ((await OfferedAsync(me, ct)).Count > 0 || password is null or { Length: 0 or > 200 })
            return new WrongPassword();
        var person = await PersonAsync(me, ct);
        ThrottleKey[] counted = [ThrottleKey.OfDevice(person.Email, device)];
        var since = Stopwatch.GetTimestamp();
        if (!await throttle.ReserveAsync(counted, ct))
        {
            await passwords.Refusals.PadAsync("step-up", since, ct);
            return new WrongPassword();
        }
        if (!await passwords.MatchesAsync(password, person.PasswordHash, ct))
        {
            db.Act("staff.step-up-refused", nameof(Person), person.Id, person.Name);
            await db.SaveChangesAsync(ct);
            await passwords.Refusals.RoundUpAsync("step-up", since, ct);
            return new WrongPassword();
        }
        await throttle.ForgiveAsync(counted, ct);
        return await RenewAsync(me, SecondFactorMethod.None, ask, ct);
    }

    /// <summary>The new session stands where the old one stood, and ends when it would have ended.</summary>
    public async Task<Outcome<string>> RenewAsync(Session me, SecondFactorMethod shown, Ask ask, CancellationToken ct)
    {
        if (await workplaces.HereAsync(me, await PersonAsync(me, ct), ct) is not { } workplace)
            return new NotFound("workplace");
        var endsAt = await signOut.ReplaceAsync(me, ct);
        // A passkey that was shown at the sign-in is not forgotten for a code now.
        var second = (SecondFactorMethod)Math.Max((int)shown, (int)SignInProof.Of(me).Second);
        return await signIn.OpenAsync(
            new(me.PersonId, me.PersonName, me.Language, workplace, new(second, db.Time.GetUtcNow(), endsAt), ask.Ip,
                ask.UserAgent)
            {
                Remark = "shown again",
            }, ct);
    }
}
