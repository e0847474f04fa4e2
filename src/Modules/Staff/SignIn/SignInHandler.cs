using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.SignIn;

/// <summary>One sentence for every reason, so that nobody learns which addresses are known.</summary>
internal sealed record WrongEmailOrPassword() : Error(ErrorKind.Invalid);

/// <param name="Cookie">Of the session; while it is pending, of what is left to show.</param>
/// <param name="Role">Of the first workplace.</param>
/// <param name="Workplaces">How many workplaces.</param>
internal sealed record SignedIn(string Cookie, Role Role, int Workplaces)
{
    public bool IsPending { get; init; }

    /// <summary>Good for adding what is missing, and nothing else.</summary>
    public bool OnlyEnrols { get; init; }
}

/// <summary>
/// What somebody has shown, and when. Whoever opens a session says it: no way in forgets the second factor.
/// </summary>
/// <param name="Second">Beside the password.</param>
/// <param name="At">When.</param>
/// <param name="EndsAt">Of the session this one takes the place of; it does not live longer for being renewed.</param>
internal sealed record SignInProof(SecondFactorMethod Second, DateTimeOffset At, DateTimeOffset? EndsAt = null)
{
    /// <summary>What was shown for a session, for the one that takes its place.</summary>
    public static SignInProof Of(Session session) =>
        new(session.Second.Length == 0 ? SecondFactorMethod.None
            : Enum.Parse<SecondFactorMethod>(session.Second), session.ProvedAt);
}

/// <summary>For whom and where a session is opened, and what was shown for it.</summary>
internal sealed record NewSession(
    Guid PersonId, string Name, string Language, Workplace Workplace, SignInProof SignInProof, string Ip,
    string UserAgent)
{
    /// <summary>Stands in the activity log beside the sign-in.</summary>
    public string? Remark { get; init; }
}

/// <param name="NetworkPrefix">Who shares the address' count of tries.</param>
/// <param name="Device">Hash of the device's cookie.</param>
internal sealed record SignInClient(string Ip, string NetworkPrefix, string UserAgent, string Device);

internal sealed class SignInHandler(RestpyDb db, WorkScope scope, Passwords passwords, Workplaces workplaces,
    Devices devices, LoginThrottle throttle, DemoPeople demo, PendingSignIns pending, IssuedCookies issued,
    NetworkGuard networks, Notices notices, SingleUse singleUse, CurrentTablet here)
{
    private const string Guessed = "sign-in";

    public async Task<Outcome<SignedIn>> HandleAsync(
        string email, string password, SignInClient client, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var known = Person.NormaliseEmail(email);
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == known, ct);
        var device = await devices.OfAsync(person, client.Device, ct);
        // Invented addresses are counted as well: a wait must not tell which ones are known.
        ThrottleKey[] counted = device is null
            ? [ThrottleKey.OfAccount(known), ThrottleKey.OfAddress(client.NetworkPrefix)]
            : [ThrottleKey.OfDevice(known, client.Device)];
        if (!await throttle.ReserveAsync(counted, ct))
        {
            await passwords.Refusals.PadAsync(Guessed, since, ct);
            return new WrongEmailOrPassword();
        }
        var matches = await passwords.MatchesAsync(password, person?.PasswordHash, ct);
        if (person is null || !matches || person.DisabledAt is not null || (person.IsDemo && !demo.On))
            return await RefuseAsync(person, client, since, ct);
        var all = await workplaces.OfAsync(person, ct);
        // Before anything is sent to the person. The answer is that of a wrong password: whoever stands outside learns
        // nothing of it.
        var candidates = await networks.OpenFromAsync(all, person.Id, client.Ip, ct);
        if (candidates.Count == 0)
            return await RefuseAsync(person, client, since, ct, all.Count > 0 ? "staff.address-refused" : null);
        await throttle.ForgiveAsync(counted, ct);
        if (passwords.IsOld(person.PasswordHash))
            await singleUse.RenewHashAsync(person, await passwords.HashAsync(password, ct), ct);
        if (await pending.BeginAsync(person, candidates, client, ct) is { } cookie)
            return new SignedIn(cookie, candidates[0].Role, candidates.Count) { IsPending = true };
        return await FinishAsync(person, candidates, SecondFactorMethod.None, device, client, ct);
    }

    /// <summary>All that was asked for has been shown.</summary>
    public async Task<SignedIn> FinishAsync(Person person, IReadOnlyList<Workplace> candidates,
        SecondFactorMethod second, StaffDevice? device, SignInClient client, CancellationToken ct)
    {
        var isNew = devices.Remember(device, person.Id, client);
        // Their very first is no news to them.
        if (isNew && await db.Set<StaffDevice>().AnyAsync(d => d.PersonId == person.Id, ct))
            notices.Put(person, "new-device", "", client.Ip, client.UserAgent);
        // Of several workplaces the strictest decides: the others are one tap away.
        var requirement = candidates.Max(d => d.SecondFactorRequirement);
        var workplace = candidates[0] with { SecondFactorRequirement = requirement };
        var cookie = await OpenAsync(
            new(person.Id, person.Name, person.Language, workplace, new(second, db.Time.GetUtcNow()), client.Ip,
                client.UserAgent)
            {
                Remark = isNew ? "new device" : null,
            }, ct);
        return new SignedIn(cookie, workplace.Role, candidates.Count)
        {
            OnlyEnrols = !Rules.IsMet(requirement, second),
        };
    }

    /// <summary>A new session with a new cookie; also when a signed-in person changes the restaurant.</summary>
    public async Task<string> OpenAsync(NewSession session, CancellationToken ct)
    {
        var (personId, name, language, workplace, proof, ip, userAgent) = session;
        var cookie = issued.Make(ClientLimiter.CookieBytes);
        var now = db.Time.GetUtcNow();
        scope.Enter(workplace.RestaurantId, workplace.BranchId,
            new(ActorKind.Staff, personId, name, workplace.Role.ToString().ToLowerInvariant(), ip, userAgent));
        var id = Sessions.HashOf(cookie);
        using var opened = db.BypassTenantWall(StaffBypasses.Session, id);
        db.Add(new StaffSession
        {
            Id = id, PersonId = personId, MemberId = workplace.MemberId, EmploymentStamp = workplace.EmploymentStamp,
            PersonName = name, RestaurantId = workplace.RestaurantId, RestaurantName = workplace.RestaurantName,
            BranchId = workplace.BranchId, BranchName = workplace.BranchName, Role = workplace.Role,
            Language = language, CreatedAt = now, LastActivityAt = now,
            EndsAt = proof.EndsAt ?? now + Sessions.AbsoluteLimit, Ip = ip, UserAgent = userAgent,
            ProvedAt = proof.At, Second = proof.Second,
            OnlyEnrols = !Rules.IsMet(workplace.SecondFactorRequirement, proof.Second),
            TabletId = here.Tablet?.TabletId,
        });
        db.Act("staff.signed-in", nameof(Person), personId, name, session.Remark);
        await db.SaveChangesAsync(ct);
        return cookie;
    }

    private async Task<Error> RefuseAsync(
        Person? person, SignInClient client, long since, CancellationToken ct, string? act = null)
    {
        // A failed try on a known person belongs in the log of the place they work at; an invented address names
        // nobody.
        var workplace = person is null ? null : (await workplaces.OfAsync(person, ct)).FirstOrDefault();
        scope.Enter(workplace?.RestaurantId, null,
            new(ActorKind.Staff, person?.Id, person?.Name ?? "unknown", "none", client.Ip, client.UserAgent));
        db.Act(act ?? "staff.sign-in-refused", nameof(Person), person?.Id ?? Guid.Empty, person?.Name
            ?? "unknown address");
        await db.SaveChangesAsync(ct);
        await passwords.Refusals.RoundUpAsync(Guessed, since, ct);
        return new WrongEmailOrPassword();
    }
}
