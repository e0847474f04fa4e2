using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;

namespace Restpy.Staff.Factors;

/// <summary>
/// Tells a person by mail what happened to their account, so that it is noticed when it was not they.
/// </summary>
internal sealed class Notices(RestpyDb db, IMails mails, WordList words)
{
    /// <summary>To be saved with the change it tells of.</summary>
    public void Put(Person person, string what, string thing, string ip, string userAgent)
    {
        if (mails.Way == MailTransport.None) return;
        var now = db.Time.GetUtcNow();
        string Word(string key) => words.Find(person.Language, key, new
        {
            Thing = thing,
            At = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            Ip = ip, Device = DeviceName.Of(userAgent),
        });
        mails.Put(db,
            new(person.Email, person.Language, Word($"notice.{what}.subject"),
                [Word($"notice.{what}"), Word("notice.who"), Word("notice.not-you")]));
    }

    public async Task SayAsync(
        Person person, string what, string thing, string ip, string userAgent, CancellationToken ct)
    {
        Put(person, what, thing, ip, userAgent);
        await db.SaveChangesAsync(ct);
    }
}
