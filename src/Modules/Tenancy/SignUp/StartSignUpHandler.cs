using System.Net.Mail;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;

namespace Restpy.Tenancy.SignUp;

internal sealed record StartSignUpRequest(
    string? Restaurant, string? Country, string? Name, string? Email, string Language, Uri Here);

internal sealed record SignUpNameUnfit(int Max) : Error(ErrorKind.Invalid);

internal sealed record SignUpEmailUnfit() : Error(ErrorKind.Invalid);

internal sealed record TooManySignUps() : Error(ErrorKind.TooMany);

/// <summary>Writes a letter whose link opens a restaurant. Nothing else is kept before it is confirmed.</summary>
internal sealed class StartSignUpHandler(RestpyDb db, WorkScope scope, TenancyRules rules, SignUpLinks links,
    IMails mails, WordList words, LoginThrottle throttle)
{
    private const int LettersAtOnce = 3;
    private const int LongestName = 60;

    public async Task<Outcome<Done>> HandleAsync(StartSignUpRequest request, Visitor visitor, CancellationToken ct)
    {
        var (restaurant, name, email) = (CleanText.Line(request.Restaurant), CleanText.Line(request.Name),
            CleanText.Line(request.Email).ToLowerInvariant());
        if (restaurant.Length is 0 or > TenancyRules.LongestName)
            return new RestaurantNameUnfit(TenancyRules.LongestName) { Field = "restaurant" };
        if (request.Country is null || !rules.Countries.Contains(request.Country))
            return new CountryUnknown { Field = "country" };
        if (name.Length is 0 or > LongestName) return new SignUpNameUnfit(LongestName) { Field = "name" };
        if (email.Length is 0 or > 200 || !MailAddress.TryCreate(email, out var read) || read.Address != email)
            return new SignUpEmailUnfit { Field = "email" };
        // Letters to a stranger's mailbox, and letters from one stranger, are counted like wrong guesses: each wait is
        // longer.
        if (!await throttle.ReserveAsync([Counted(email), Counted(visitor.NetworkPrefix)], ct))
            return new TooManySignUps();
        scope.Enter(AuditEntry.OfThePlatform, null,
            new(ActorKind.System, null, "sign-up", "sign-up", visitor.Ip, visitor.UserAgent));
        await using var work = await db.BeginAsync(ct);
        var link = links.To(request.Here, new(Id.New(), restaurant, request.Country, name, email));
        var paragraphs = new[] {
            1, 2 }.Select(n => words.Find(
            request.Language, $"letter.sign-up.{n}", new { Name = name, Restaurant = restaurant })).ToList();
        mails.Put(db,
            new(email, request.Language, words.Find(request.Language, "letter.sign-up.subject"), paragraphs,
                new(words.Find(request.Language, "sign-up.confirm"), link))
            { UsefulFor = SignUpLinks.Lasts });
        db.Act("tenancy.sign-up-asked", nameof(Restaurant), Guid.Empty);
        return await work.SaveAsync(Done.It, ct);
    }

    private static ThrottleKey Counted(string subject) => new("sign-up", subject, LettersAtOnce, IsCleared: false);
}

/// <param name="NetworkPrefix">Who shares the address' count of tries.</param>
internal sealed record Visitor(string Ip, string NetworkPrefix, string UserAgent);
