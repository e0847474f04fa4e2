using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Invite;

namespace Restpy.Staff;

/// <summary>What people are written about their place and their account, each in the language they read.</summary>
internal sealed class StaffEmails(RestpyDb db, IMails mails, WordList words, PublicAddress address)
{
    /// <summary>
    /// Where a mail server carries letters, links go to their reader alone, and prove that the address is theirs.
    /// </summary>
    public bool CarryLinks => mails.Way == MailTransport.Server;

    public bool Reach => mails.Way != MailTransport.None;

    /// <param name="zone">The restaurant's clock, for the end of the link.</param>
    public void Invite(Invitation one, string restaurant, TimeZoneInfo zone, Uri link)
    {
        var values = new
        {
            one.Name, Restaurant = restaurant, By = one.InvitedByName,
            Role = words.Find(one.Language, $"role.{one.Role}"),
            Until = one.Until(zone, one.Language),
        };
        Put(one.Email, one.Language, "invite", values, Invitation.Lasts,
            new(words.Find(one.Language, "join.button"), link));
    }

    public void Reset(Person person, Uri link) =>
        Put(person.Email, person.Language, "reset", new { person.Name }, PasswordReset.Lasts,
            new(words.Find(person.Language, "reset.title"), link));

    /// <summary>So that nobody's password is changed behind their back.</summary>
    public void PasswordChanged(Person person, string ip, string userAgent) =>
        Put(person.Email, person.Language, "password", new
        {
            person.Name, At = At(), Ip = ip, Device = DeviceName.Of(userAgent),
        }, null, null);

    /// <summary>While there is time to make another. Useful until it has ended.</summary>
    public void TokenEnds(Person maker, ApiToken token, string restaurant, DateTimeOffset now) =>
        Put(maker.Email, maker.Language, "token", new
        {
            maker.Name, Token = token.Name, Restaurant = restaurant, At = Written(token.EndsAt),
        }, token.EndsAt - now,
            address.Configured is { } here
            ? new(words.Find(maker.Language, "tokens.title"), new(here, "staff/api-tokens")) : null);

    private string At() => Written(db.Time.GetUtcNow());

    private static string Written(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private void Put(string to, string language, string letter, object values, TimeSpan? usefulFor, EmailLink? link)
    {
        // A name that ends so is given to nobody (RFC 2606): canaries live there.
        if (!Reach || to.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase)) return;
        var paragraphs = new[] { 1, 2 }.Select(n => words.Find(language, $"letter.{letter}.{n}", values)).ToList();
        mails.Put(db, new(to, language, words.Find(language, $"letter.{letter}.subject", values), paragraphs, link)
        {
            UsefulFor = usefulFor
        });
    }
}
