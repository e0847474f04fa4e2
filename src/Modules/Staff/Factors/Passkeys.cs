using System.Buffers.Text;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Staff.Factors;

/// <summary>A question for the browser, and the id to answer it under.</summary>
internal sealed record PasskeyQuestion(Guid Id, string OptionsJson);

/// <summary>The passkey could not be added or was not accepted.</summary>
internal sealed record PasskeyRefused() : Error(ErrorKind.Invalid);

/// <summary>
/// Passkeys, by the framework's own handler: it reads and checks what authenticators say. Ours are the question, which
/// is asked once and for five minutes, the domain, which comes from the configuration, and what is kept.
/// </summary>
internal sealed class Passkeys(RestpyDb db, SingleUse singleUse, PublicAddress address)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    /// <summary>Browsers know passkeys for a name, over TLS; for this machine's own name without.</summary>
    public bool AreOffered(HttpContext http) => Site(http) is not null;

    public async Task<PasskeyQuestion> AskToMakeAsync(HttpContext http, Person person, Ask ask, CancellationToken ct)
    {
        var made = await Handler(http).MakeCreationOptionsAsync(new()
        {
            Id = person.Id.ToString("N"), Name = person.Email, DisplayName = person.Name,
        }, http);
        return await KeepAsync(person, ask, made.CreationOptionsJson, made.AttestationState!, ct);
    }

    public async Task<PasskeyQuestion> AskToShowAsync(HttpContext http, Person person, Ask ask, CancellationToken ct)
    {
        var made = await Handler(http).MakeRequestOptionsAsync(person, http);
        return await KeepAsync(person, ask, made.RequestOptionsJson, made.AssertionState!, ct);
    }

    /// <summary>What the browser made, not saved yet.</summary>
    public async Task<Outcome<Factor>> MadeAsync(
        HttpContext http, Person person, Ask ask, Guid question, string answer, string name, CancellationToken ct)
    {
        if (await SpendAsync(person, ask, question, ct) is not { } state) return new PasskeyRefused();
        var result = await Handler(http).PerformAttestationAsync(new()
        {
            HttpContext = http, CredentialJson = answer, AttestationState = state,
        });
        if (!result.Succeeded || result.UserEntity.Id != person.Id.ToString("N") || !result.Passkey.IsUserVerified)
            return new PasskeyRefused();
        var key = result.Passkey;
        var (credential, publicKey) =
            (Base64Url.EncodeToString(key.CredentialId), Base64Url.EncodeToString(key.PublicKey));
        var passkey = new NewPasskey(
            credential, publicKey, key.SignCount, string.Join(' ', key.Transports ?? []), key.IsBackupEligible);
        return Factor.Passkey(person.Id, name, passkey, db.Time.GetUtcNow());
    }

    public async Task<Outcome<Done>> ShownAsync(
        HttpContext http, Person person, Ask ask, Guid question, string answer, CancellationToken ct)
    {
        if (await SpendAsync(person, ask, question, ct) is not { } state) return new PasskeyRefused();
        var result = await Handler(http).PerformAssertionAsync(new()
        {
            HttpContext = http, CredentialJson = answer, AssertionState = state,
        });
        if (!result.Succeeded || result.User.Id != person.Id) return await RefuseAsync(person, ct);
        var credential = Base64Url.EncodeToString(result.Passkey.CredentialId);
        var factor = await db.Set<Factor>().AsNoTracking().FirstAsync(f => f.Credential == credential, ct);
        // Authenticators without a counter say 0 for ever. With one, of two answers at once the second comes too late.
        if (result.Passkey.SignCount > 0 && !await singleUse.RaiseAsync(factor.Id, result.Passkey.SignCount, ct))
            return await RefuseAsync(person, ct);
        return Done.It;
    }

    private async Task<Error> RefuseAsync(Person person, CancellationToken ct)
    {
        db.Act("staff.passkey-refused", nameof(Person), person.Id, person.Name);
        await db.SaveChangesAsync(ct);
        return new PasskeyRefused();
    }

    private async Task<PasskeyQuestion> KeepAsync(
        Person person, Ask ask, string options, string state, CancellationToken ct)
    {
        var challenge = new PasskeyChallenge
        {
            Id = Id.New(), PersonId = person.Id, Purpose = ask.Purpose, Holder = ask.Holder, State = state,
            EndsAt = db.Time.GetUtcNow() + Good,
        };
        db.Add(challenge);
        await db.SaveChangesAsync(ct);
        return new(challenge.Id, options);
    }

    private async Task<string?> SpendAsync(Person person, Ask ask, Guid question, CancellationToken ct) =>
        await singleUse.SpendChallengeAsync(question, person.Id, ask.Purpose, ask.Holder, ct)
            ? (await db.Set<PasskeyChallenge>().AsNoTracking().FirstAsync(c => c.Id == question, ct)).State : null;

    private PasskeyHandler<Person> Handler(HttpContext http)
    {
        var site = Site(http) ?? throw new InvalidOperationException("Passkeys need Restpy:PublicUrl with https.");
        var origin = site.GetLeftPart(UriPartial.Authority);
        var options = new IdentityPasskeyOptions
        {
            ServerDomain = site.Host, UserVerificationRequirement = "required", ResidentKeyRequirement = "preferred",
            AttestationConveyancePreference = "none", AuthenticatorTimeout = Good,
            ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == origin),
        };
        // The manager only finds people and passkeys here; what it is not given it is not asked for.
        var people = new UserManager<Person>(new PasskeyStore(db), Options.Create(new IdentityOptions()), null!, [], [],
            null!, new(), null!, NullLogger<UserManager<Person>>.Instance);
        return new(people, Options.Create(options));
    }

    private Uri? Site(HttpContext http) =>
        address.For(http) is { } site && !IPAddress.TryParse(site.Host.Trim('[', ']'), out _)
            && (site.Scheme == Uri.UriSchemeHttps || site.Host == "localhost") ? site : null;
}
