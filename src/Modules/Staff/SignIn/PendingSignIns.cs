using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.SignIn;

/// <param name="Id">Hash of the cookie.</param>
/// <param name="Person">Whose password was right.</param>
/// <param name="Workplaces">Where they may go.</param>
/// <param name="Offered">One of these is to be shown.</param>
internal sealed record Pending(
    string Id, Person Person, IReadOnlyList<Workplace> Workplaces, IReadOnlyList<SecondFactorMethod> Offered);

/// <summary>Sign-ins between the password and the rest. There is no session meanwhile.</summary>
internal sealed class PendingSignIns(
    RestpyDb db, WorkScope scope, Workplaces workplaces, SecondFactorVerifier proofs, MailCodes mailCodes, IMails mails)
{
    /// <returns>The cookie, or null where nothing more can be asked for.</returns>
    public async Task<string?> BeginAsync(
        Person person, IReadOnlyList<Workplace> candidates, SignInClient client, CancellationToken ct)
    {
        var offered = await OfferedAsync(person, candidates, ct);
        if (offered.Count == 0) return null;
        var cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var id = Sessions.HashOf(cookie);
        db.Add(new PendingSignIn
        {
            Id = id, PersonId = person.Id, Device = client.Device, EndsAt = db.Time.GetUtcNow() + PendingSignIn.Good,
        });
        await db.SaveChangesAsync(ct);
        Enter(person, candidates, client.Ip, client.UserAgent);
        if (offered.Contains(SecondFactorMethod.Email))
            await SendCodeAsync(person, new(Ask.SignIn, id, client.Ip, client.NetworkPrefix, client.UserAgent), ct);
        return cookie;
    }

    /// <summary>Sends the code. Where one was sent already, the page says the same.</summary>
    private async Task SendCodeAsync(Person person, Ask ask, CancellationToken ct)
    {
        if ((await mailCodes.SendAsync(person, ask, ct)).Error is { } refused and not CodeSentAlready)
            throw new InvalidOperationException(refused.Code);
    }

    /// <returns>Null where there is none, or no longer, or not in this browser. The scope is where the person
    /// works.</returns>
    public async Task<Pending?> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Cookies[http.CookieName(PendingCookie.Name)] is not { Length: > 0 and < 100 } cookie)
            return null;
        var (id, now, device) = (Sessions.HashOf(cookie), db.Time.GetUtcNow(), Devices.Of(http));
        if (await db.Set<PendingSignIn>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Id == id && p.DoneAt == null && p.EndsAt > now && p.Device == device, ct) is not
            { } row) return null;
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == row.PersonId, ct);
        var candidates = await workplaces.OfAsync(person, ct);
        // A password that was changed meanwhile is not the one that was right.
        if (person.DisabledAt is not null || candidates.Count == 0
            || row.EndsAt - PendingSignIn.Good < (person.SignedOutBefore ?? DateTimeOffset.MinValue)) return null;
        Enter(person, candidates, http.Ip(), http.UserAgent());
        return new(id, person, candidates, await OfferedAsync(person, candidates, ct));
    }

    private async Task<IReadOnlyList<SecondFactorMethod>> OfferedAsync(
        Person person, IReadOnlyList<Workplace> candidates, CancellationToken ct) =>
        Rules.Offered(candidates.Max(d => d.SecondFactorRequirement), await proofs.OwnedAsync(person.Id, ct),
            mails.Way != MailTransport.None);

    private void Enter(Person person, IReadOnlyList<Workplace> candidates, string ip, string userAgent) =>
        scope.Enter(candidates[0].RestaurantId, null,
            new(ActorKind.Staff, person.Id, person.Name, "none", ip, userAgent));
}

internal static class PendingCookie
{
    public const string Name = "restpy-second";

    public static void Set(HttpContext http, string cookie) =>
        http.Response.Cookies.Append(http.CookieName(Name), cookie, Options(http));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(http.CookieName(Name), Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true,
    };
}
