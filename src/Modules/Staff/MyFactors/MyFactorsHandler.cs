using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.MyFactors;

internal sealed record FactorNameUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>A role of this person asks for it, and it is the last of its kind.</summary>
internal sealed record LastFactorNeeded() : Error(ErrorKind.Conflict);

/// <summary>More would help nobody, and each is a way in.</summary>
internal sealed record TooManyFactors(int Max) : Error(ErrorKind.Conflict);

/// <summary>A person's own factors: added, named, removed. Each change is written down and told by mail.</summary>
internal sealed class MyFactorsHandler(
    RestpyDb db, MasterKey master, Passkeys passkeys, Workplaces workplaces, Notices notices, IMails mails)
{
    public const int MaxName = 40;
    private const int Max = 10;

    public Task<List<Factor>> OfAsync(Guid personId, CancellationToken ct) =>
        db.Set<Factor>().AsNoTracking().Where(f => f.PersonId == personId).OrderBy(f => f.AddedAt).ToListAsync(ct);

    public Task<int> CodesLeftAsync(Guid personId, CancellationToken ct) =>
        db.Set<RecoveryCode>().CountAsync(c => c.PersonId == personId && c.UsedAt == null, ct);

    /// <summary>
    /// A key that is no factor yet, for the page to show and to bring back with the first code. Sealed for this
    /// session.
    /// </summary>
    public (string Sealed, byte[] Key) NewApp(Session me)
    {
        var key = Totp.NewKey();
        return (master.Seal(Convert.ToBase64String(key), Label(me)), key);
    }

    /// <returns>Null for what was not sealed for this session.</returns>
    public byte[]? KeyOf(Session me, string? kept)
    {
        try
        {
            return kept is null or { Length: > 500 } ? null
            : Convert.FromBase64String(master.Open(kept, Label(me)));
        }
        catch (Exception strange)
        when (strange is System.Security.Cryptography.CryptographicException or FormatException)
        { return null; }
    }

    public async Task<Outcome<Done>> AddAppAsync(
        Person person, byte[] key, string? typed, string? name, Ask ask, CancellationToken ct)
    {
        if (Name(name) is not { } called) return new FactorNameUnfit(MaxName) { Field = "name" };
        if (Codes.Digits(typed, Totp.Digits) is not { } code
            || Totp.Find(key, code, db.Time.GetUtcNow()) is not { } step) return new WrongCode("code");
        var id = Id.New();
        return await AddAsync(person,
            Factor.App(id, person.Id, called,
                master.Seal(Convert.ToBase64String(key), SecondFactorVerifier.KeyLabel(id)), step, db.Time.GetUtcNow()),
                ask, ct);
    }

    public async Task<Outcome<Done>> AddPasskeyAsync(
        HttpContext http, Person person, Guid question, string answer, string? name, Ask ask, CancellationToken ct)
    {
        if (Name(name) is not { } called) return new FactorNameUnfit(MaxName) { Field = "name" };
        var made = await passkeys.MadeAsync(http, person, ask, question, answer, called, ct);
        return made.Ok ? await AddAsync(person, made.Value, ask, ct) : made.Error;
    }

    public async Task<Outcome<Done>> RemoveAsync(Person person, Guid id, Ask ask, CancellationToken ct)
    {
        var requirement = await workplaces.StrictestAsync(person, ct);
        await using var work = await db.BeginAsync(ct);
        var all = await db.Set<Factor>().Where(f => f.PersonId == person.Id).ToListAsync(ct);
        if (all.FirstOrDefault(f => f.Id == id) is not { } going) return new NotFound("factor");
        var rest = all.Where(f => f.Id != id).ToList();
        if (!Rules.MayDoWithout(requirement, rest.Count(f => f.Kind == FactorKind.App),
            rest.Count(f => f.Kind == FactorKind.Passkey), mails.Way != MailTransport.None))
            return new LastFactorNeeded();
        db.Remove(going);
        // Recovery codes are a way around factors; without any they would be one more password.
        if (rest.Count == 0)
            db.RemoveRange(await db.Set<RecoveryCode>().Where(c => c.PersonId == person.Id).ToListAsync(ct));
        db.Act("staff.factor-removed", nameof(Factor), going.Id, going.Name);
        notices.Put(person, "factor-removed", going.Name, ask.Ip, ask.UserAgent);
        return await work.SaveAsync(Done.It, ct);
    }

    /// <summary>Ten new ones; those before are worth nothing from then on.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> NewCodesAsync(Person person, Ask ask, CancellationToken ct)
    {
        if (!await db.Set<Factor>().AnyAsync(f => f.PersonId == person.Id, ct)) return new NotFound("factor");
        var (salt, now) = (Codes.NewSalt(), db.Time.GetUtcNow());
        List<string> codes = [.. Enumerable.Range(0, 10).Select(_ => Codes.NewRecoveryCode())];
        await using var work = await db.BeginAsync(ct);
        db.RemoveRange(await db.Set<RecoveryCode>().Where(c => c.PersonId == person.Id).ToListAsync(ct));
        db.AddRange(codes.Select(code => new RecoveryCode
        {
            Id = Id.New(), PersonId = person.Id, Hash = Codes.RecoveryHash(code, salt), MadeAt = now,
        }));
        db.Act("staff.recovery-codes-made", nameof(Person), person.Id, person.Name);
        notices.Put(person, "codes-made", "", ask.Ip, ask.UserAgent);
        await work.SaveAsync(Done.It, ct);
        return codes;
    }

    private async Task<Outcome<Done>> AddAsync(Person person, Factor factor, Ask ask, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await db.Set<Factor>().CountAsync(f => f.PersonId == person.Id, ct) >= Max) return new TooManyFactors(Max);
        db.Add(factor);
        db.Act("staff.factor-added", nameof(Factor), factor.Id, factor.Name);
        notices.Put(person, "factor-added", factor.Name, ask.Ip, ask.UserAgent);
        return await work.SaveAsync(Done.It, ct);
    }

    private static string? Name(string? name) =>
        CleanText.Line(name) is { Length: > 0 and <= MaxName } called ? called : null;

    private static string Label(Session me) => $"new app {me.Id}";
}
