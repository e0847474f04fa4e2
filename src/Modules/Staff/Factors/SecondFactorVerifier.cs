using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Factors;

/// <summary>One sentence for a wrong code, one that ran out, one that was used, and for having to wait.</summary>
internal sealed record WrongCode()
    : Error(ErrorKind.Invalid)
{ public WrongCode(string field) : this() => Field = field; }

/// <summary>
/// Looks at what people type: a code by mail, of an app, or a recovery code. All wrong ones of a person count together,
/// whatever browser they come from.
/// </summary>
internal sealed class SecondFactorVerifier(RestpyDb db, SingleUse singleUse, Codes codes, MasterKey master,
    LoginThrottle throttle, Notices notices, MailCodes mailCodes, RefusalTimes refusals)
{
    public async Task<OwnedFactors> OwnedAsync(Guid personId, CancellationToken ct)
    {
        var kinds = await db.Set<Factor>().AsNoTracking().Where(f => f.PersonId == personId).Select(f => f.Kind)
            .ToListAsync(ct);
        return new(kinds.Contains(FactorKind.App), kinds.Contains(FactorKind.Passkey),
            await db.Set<RecoveryCode>().AnyAsync(c => c.PersonId == personId && c.UsedAt == null, ct));
    }

    /// <summary>The scope names where a wrong one is written down.</summary>
    public async Task<Outcome<Done>> CheckAsync(
        Person person, SecondFactorMethod means, string? typed, Ask ask, CancellationToken ct)
    {
        var code = means switch
        {
            SecondFactorMethod.Email => Codes.Digits(typed, Codes.MailDigits),
            SecondFactorMethod.App => Codes.Digits(typed, Totp.Digits),
            SecondFactorMethod.Recovery => Codes.Recovery(typed),
            _ => null,
        };
        // What cannot be a code is a slip of the finger and no guess.
        if (code is null) return new WrongCode("code");
        // Nor is what there is nothing to compare with: a browser no code was sent to must not use up the person's
        // tries.
        if (means == SecondFactorMethod.Email && !await mailCodes.IsWaitedForAsync(person, ask, ct))
            return new WrongCode("code");
        var key = ThrottleKey.OfSecondFactor(person.Id);
        var since = Stopwatch.GetTimestamp();
        if (await throttle.CountAsync(key, ct) is not { } counted)
        {
            await refusals.PadAsync($"code {means}", since, ct);
            return new WrongCode("code");
        }
        var found = means switch
        {
            SecondFactorMethod.Email => await IsMailedAsync(person, code, ask, ct),
            SecondFactorMethod.App => await IsOfAppAsync(person, code, ct),
            _ => await IsRecoveryAsync(person, code, ct),
        };
        // Looked at and wrong stays counted. Right is taken back, and so is what nothing was compared with.
        if (found is not false) await throttle.ForgiveAsync([key], ct);
        if (found is true)
        {
            if (means == SecondFactorMethod.Recovery)
                await notices.SayAsync(person, "recovery-used", "", ask.Ip, ask.UserAgent, ct);
            return Done.It;
        }
        if (found is false)
        {
            db.Act("staff.code-refused", nameof(Person), person.Id, person.Name);
            await db.SaveChangesAsync(ct);
            if (counted == key.Free) await notices.SayAsync(person, "guessing", "", ask.Ip, ask.UserAgent, ct);
            await refusals.RoundUpAsync($"code {means}", since, ct);
        }
        return new WrongCode("code");
    }

    /// <returns>Null where there was no code to compare with: none was sent to this browser, or it ran out, or was
    /// tried five times.</returns>
    private async Task<bool?> IsMailedAsync(Person person, string code, Ask ask, CancellationToken ct)
    {
        if (!await singleUse.TryAsync(person.Id, ask.Purpose, ask.Holder, ct)) return null;
        var sent = await db.Set<MailCode>().AsNoTracking().FirstAsync(c => c.PersonId == person.Id, ct);
        if (!codes.IsSent(sent, person.Id, ask.Purpose, code)) return false;
        return await singleUse.SpendCodeAsync(sent.ChallengeId, ct) ? true : null;
    }

    private async Task<bool?> IsOfAppAsync(Person person, string code, CancellationToken ct)
    {
        foreach (var app in await db.Set<Factor>().AsNoTracking()
            .Where(f => f.PersonId == person.Id && f.Kind == FactorKind.App).ToListAsync(ct))
        {
            if (KeyOf(app) is { } key && Totp.Find(key, code, db.Time.GetUtcNow()) is { } step)
                return await singleUse.RaiseAsync(app.Id, step, ct);
        }
        return false;
    }

    /// <returns>Null where the master key that sealed it is lost: the person's other factors still count.</returns>
    private byte[]? KeyOf(Factor app)
    {
        try
        {
            return Convert.FromBase64String(master.Open(app.Key, KeyLabel(app.Id)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<bool?> IsRecoveryAsync(Person person, string code, CancellationToken ct)
    {
        var set = await db.Set<RecoveryCode>().AsNoTracking().Where(c => c.PersonId == person.Id && c.UsedAt == null)
            .ToListAsync(ct);
        if (set.Count == 0) return false;
        var hash = Codes.RecoveryHash(code, Codes.SaltOf(set[0].Hash));
        return set.FirstOrDefault(c => Codes.AreEqual(c.Hash, hash)) is { } found
            && await singleUse.SpendRecoveryAsync(found.Id, ct);
    }

    public static string KeyLabel(Guid factorId) => $"app {factorId}";
}
