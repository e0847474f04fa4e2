using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.Rights;
using Restpy.Staff.SecondStep;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.SignIn;

/// <summary>One sentence for every reason, so that nobody learns which addresses are known.</summary>
internal sealed record WrongEmailOrPassword() : Error(ErrorKind.Invalid);

/// <summary>A door the person may take: a restaurant, or the operator's console.</summary>
/// <param name="MemberId">The place there; null at the operator's console.</param>
/// <param name="Standing">What that place is at present; see <see cref="Tenure"/>.</param>
internal sealed record Workplace(Guid? RestaurantId, Guid? MemberId, Guid? Standing, string RestaurantName, Guid? BranchId, string BranchName, Role Role)
{
    /// <summary>What is asked for there beside the password.</summary>
    public Demand Demand { get; init; }
}

/// <param name="Cookie">Of the session; while it is pending, of what is left to show.</param>
/// <param name="Role">Of the first door.</param>
/// <param name="Workplaces">How many doors.</param>
internal sealed record SignedIn(string Cookie, Role Role, int Workplaces)
{
    public bool IsPending { get; init; }

    /// <summary>Good for adding what is missing, and nothing else.</summary>
    public bool OnlyEnrols { get; init; }
}

/// <summary>What somebody has shown, and when. Whoever opens a session says it: no way in forgets the second factor.</summary>
/// <param name="Second">Beside the password.</param>
/// <param name="At">When.</param>
/// <param name="EndsAt">Of the session this one takes the place of; it does not live longer for being renewed.</param>
internal sealed record Proof(Means Second, DateTimeOffset At, DateTimeOffset? EndsAt = null)
{
    /// <summary>What was shown for a session, for the one that takes its place.</summary>
    public static Proof Of(Session session) => new(session.Second.Length == 0 ? Means.None : Enum.Parse<Means>(session.Second), session.ProvedAt);
}

/// <summary>For whom and where a session is opened, and what was shown for it.</summary>
internal sealed record NewSession(
    Guid PersonId, string Name, string Language, Workplace Workplace, Proof Proof, string Ip, string UserAgent)
{
    /// <summary>Stands in the activity log beside the sign-in.</summary>
    public string? Remark { get; init; }
}

/// <param name="Neighbourhood">Who shares the address' count of tries.</param>
/// <param name="Device">Hash of the device's cookie.</param>
internal sealed record Visit(string Ip, string Neighbourhood, string UserAgent, string Device);

internal sealed class SignInHandler(RestpyDb db, WorkScope scope, Passwords passwords, Workplaces workplaces, Devices devices, Tries tries, DemoPeople demo, PendingSignIns pending, IssuedCookies issued, NetworkGuard networks, Notices notices, Once once, TabletHere here)
{
    private const string Guessed = "sign-in";

    public async Task<Outcome<SignedIn>> HandleAsync(string email, string password, Visit visit, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var known = Person.NormaliseEmail(email);
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == known, ct);
        var device = await devices.OfAsync(person, visit.Device, ct);
        // Invented addresses are counted as well: a wait must not tell which ones are known.
        TryKey[] counted = device is null ? [TryKey.OfAccount(known), TryKey.OfAddress(visit.Neighbourhood)] : [TryKey.OfDevice(known, visit.Device)];
        if (!await tries.ReserveAsync(counted, ct))
        {
            await passwords.Refusals.PadAsync(Guessed, since, ct);
            return new WrongEmailOrPassword();
        }
        var matches = await passwords.MatchesAsync(password, person?.PasswordHash, ct);
        if (person is null || !matches || person.DisabledAt is not null || (person.IsDemo && !demo.On)) return await RefuseAsync(person, visit, since, ct);
        var all = await workplaces.OfAsync(person, ct);
        // Before anything is sent to the person. The answer is that of a wrong password: whoever stands outside learns nothing of it.
        var doors = await networks.OpenFromAsync(all, person.Id, visit.Ip, ct);
        if (doors.Count == 0) return await RefuseAsync(person, visit, since, ct, all.Count > 0 ? "staff.address-refused" : null);
        await tries.ForgiveAsync(counted, ct);
        if (passwords.IsOld(person.PasswordHash)) await once.RenewHashAsync(person, await passwords.HashAsync(password, ct), ct);
        if (await pending.BeginAsync(person, doors, visit, ct) is { } cookie) return new SignedIn(cookie, doors[0].Role, doors.Count) { IsPending = true };
        return await FinishAsync(person, doors, Means.None, device, visit, ct);
    }

    /// <summary>All that was asked for has been shown.</summary>
    public async Task<SignedIn> FinishAsync(Person person, IReadOnlyList<Workplace> doors, Means second, StaffDevice? device, Visit visit, CancellationToken ct)
    {
        var isNew = devices.Remember(device, person.Id, visit);
        // Their very first is no news to them.
        if (isNew && await db.Set<StaffDevice>().AnyAsync(d => d.PersonId == person.Id, ct)) notices.Put(person, "new-device", "", visit.Ip, visit.UserAgent);
        // Of several doors the strictest decides: the others are one tap away.
        var demand = doors.Max(d => d.Demand);
        var door = doors[0] with { Demand = demand };
        var cookie = await OpenAsync(
            new(person.Id, person.Name, person.Language, door, new(second, db.Time.GetUtcNow()), visit.Ip, visit.UserAgent)
            {
                Remark = isNew ? "new device" : null,
            }, ct);
        return new SignedIn(cookie, door.Role, doors.Count) { OnlyEnrols = !Rules.IsMet(demand, second) };
    }

    /// <summary>A new session with a new cookie; also when a signed-in person changes the restaurant.</summary>
    public async Task<string> OpenAsync(NewSession session, CancellationToken ct)
    {
        var (personId, name, language, door, proof, ip, userAgent) = session;
        var cookie = issued.Make(RateBuckets.CookieBytes);
        var now = db.Time.GetUtcNow();
        scope.Enter(door.RestaurantId, door.BranchId, new(ActorKind.Staff, personId, name, door.Role.ToString().ToLowerInvariant(), ip, userAgent));
        var id = Sessions.HashOf(cookie);
        using var opened = db.Through(Doors.Session, id);
        db.Add(new StaffSession
        {
            Id = id, PersonId = personId, MemberId = door.MemberId, Standing = door.Standing, PersonName = name, RestaurantId = door.RestaurantId, RestaurantName = door.RestaurantName,
            BranchId = door.BranchId, BranchName = door.BranchName, Role = door.Role, Language = language, CreatedAt = now, LastActivityAt = now,
            EndsAt = proof.EndsAt ?? now + Sessions.AbsoluteLimit, Ip = ip, UserAgent = userAgent,
            ProvedAt = proof.At, Second = proof.Second, OnlyEnrols = !Rules.IsMet(door.Demand, proof.Second), TabletId = here.Tablet?.TabletId,
        });
        db.Act("staff.signed-in", nameof(Person), personId, name, session.Remark);
        await db.SaveChangesAsync(ct);
        return cookie;
    }

    private async Task<Error> RefuseAsync(Person? person, Visit visit, long since, CancellationToken ct, string? act = null)
    {
        // A failed try on a known person belongs in the log of the place they work at; an invented address names nobody.
        var door = person is null ? null : (await workplaces.OfAsync(person, ct)).FirstOrDefault();
        scope.Enter(door?.RestaurantId, null, new(ActorKind.Staff, person?.Id, person?.Name ?? "unknown", "none", visit.Ip, visit.UserAgent));
        db.Act(act ?? "staff.sign-in-refused", nameof(Person), person?.Id ?? Guid.Empty, person?.Name ?? "unknown address");
        await db.SaveChangesAsync(ct);
        await passwords.Refusals.RoundUpAsync(Guessed, since, ct);
        return new WrongEmailOrPassword();
    }
}
