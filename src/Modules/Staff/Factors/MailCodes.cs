using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;

namespace Restpy.Staff.Factors;

/// <summary>The last code went less than a minute ago, or there were five within the hour.</summary>
internal sealed record CodeSentAlready() : Error(ErrorKind.TooMany);

/// <summary>Sends codes by mail.</summary>
internal sealed class MailCodes(RestpyDb db, SingleUse singleUse, Codes codes, IMails mails, WordList words)
{
    private const int MostInAnHour = 5;
    private const int MostFromAnAddress = 20;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(60);

    /// <param name="person">Whose.</param>
    /// <param name="ask">What for, and in which browser.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Done>> SendAsync(Person person, Ask ask, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var plain = Codes.NewMailCode();
        var id = Id.New();
        var code = new MailCode
        {
            PersonId = person.Id, ChallengeId = id, Purpose = ask.Purpose, Holder = ask.Holder,
            Hash = codes.Hash(id, person.Id, ask.Purpose, plain),
            SentAt = now, EndsAt = now + MailCode.Good,
        };
        await using var work = await db.BeginAsync(ct);
        // Replacing locks the person's row until the end: whoever comes at the same time waits here, and then finds it
        // too new.
        if (!await singleUse.ReplaceCodeAsync(code, Apart, ct))
        {
            if (await db.Set<MailCode>().AnyAsync(c => c.PersonId == person.Id, ct)) return new CodeSentAlready();
            db.Add(code);
        }
        var hour = now - TimeSpan.FromHours(1);
        if (await db.Set<MailCodeSent>().CountAsync(s => s.PersonId == person.Id && s.At > hour, ct) >= MostInAnHour)
            return new CodeSentAlready();
        if (await db.Set<MailCodeSent>()
            .CountAsync(s => s.NetworkPrefix == ask.NetworkPrefix && s.At > hour, ct) >= MostFromAnAddress)
            return new CodeSentAlready();
        db.Add(new MailCodeSent { Id = Id.New(), PersonId = person.Id, NetworkPrefix = ask.NetworkPrefix, At = now });
        mails.Put(db, LetterOf(person, plain, ask, now));
        db.Act("staff.code-sent", nameof(Person), person.Id, person.Name);
        try
        {
            return await work.SaveAsync(Done.It, ct);
        }
        catch (DbUpdateException failed) when (failed.IsTaken<MailCode>(db, nameof(MailCode.PersonId)))
        {
            // Two first codes at once: the other came first.
            db.ChangeTracker.Clear();
            return new CodeSentAlready();
        }
    }

    /// <summary>Whether a code could still be typed in this browser.</summary>
    public async Task<bool> IsWaitedForAsync(Person person, Ask ask, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        return await db.Set<MailCode>()
            .AnyAsync(c => c.PersonId == person.Id && c.Purpose == ask.Purpose && c.Holder == ask.Holder
                && c.SpentAt == null && c.Tried < MailCode.MostTries && c.EndsAt > now, ct);
    }

    /// <summary>
    /// Time, address and device let the reader see whether it was they. No link: a code is typed where it was asked
    /// for.
    /// </summary>
    private EmailMessage LetterOf(Person person, string code, Ask ask, DateTimeOffset now)
    {
        string Word(string key) => words.Find(person.Language, key, new
        {
            Code = $"{code[..4]} {code[4..]}",
            At = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            ask.Ip, Device = DeviceName.Of(ask.UserAgent),
        });
        return new(person.Email, person.Language, Word("code-mail.subject"),
            [Word($"code-mail.{ask.Purpose}"), Word("code-mail.code"), Word("code-mail.who"),
                Word("code-mail.not-you")])
        { UsefulFor = MailCode.Good };
    }
}

/// <summary>What a proof is for: it works there and nowhere else.</summary>
/// <param name="Purpose">One of those below.</param>
/// <param name="Holder">The pending sign-in or the session, as its hash.</param>
/// <param name="Ip">Of who asks.</param>
/// <param name="NetworkPrefix">Whose count it is.</param>
/// <param name="UserAgent">Of who asks.</param>
internal sealed record Ask(string Purpose, string Holder, string Ip, string NetworkPrefix, string UserAgent)
{
    public const string SignIn = "sign-in";
    public const string StepUp = "step-up";

    /// <summary>A passkey being made; no code is ever sent for it.</summary>
    public const string Enrol = "enrol";
}
