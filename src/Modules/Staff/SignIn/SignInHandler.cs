using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.Contract;
using Restpy.Staff.Networks;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.SignIn;

/// <summary>One sentence for every reason, so that nobody learns which addresses are known.</summary>
internal sealed record WrongEmailOrPassword() : Error(ErrorKind.Invalid);

/// <summary>A door the person may take: a restaurant, or the operator's console.</summary>
internal sealed record Workplace(Guid? RestaurantId, string RestaurantName, Guid? BranchId, string BranchName, Role Role);

internal sealed record SignedIn(string Cookie, Role Role, int Workplaces);

/// <param name="Neighbourhood">Who shares the address' count of tries.</param>
/// <param name="Device">Hash of the device's cookie.</param>
internal sealed record Visit(string Ip, string Neighbourhood, string UserAgent, string Device);

internal sealed class SignInHandler(RestpyDb db, WorkScope scope, Passwords passwords, Workplaces workplaces, Devices devices, Tries tries, DemoPeople demo, IssuedCookies issued, NetworkGuard networks)
{
    public async Task<Outcome<SignedIn>> HandleAsync(string email, string password, Visit visit, CancellationToken ct)
    {
        var known = Person.NormaliseEmail(email);
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == known, ct);
        var device = await devices.OfAsync(person, visit.Device, ct);
        // Invented addresses are counted as well: a wait must not tell which ones are known.
        TryKey[] counted = device is null ? [TryKey.OfAccount(known), TryKey.OfAddress(visit.Neighbourhood)] : [TryKey.OfDevice(known, visit.Device)];
        if (!await tries.ReserveAsync(counted, ct)) return new WrongEmailOrPassword();
        var matches = await passwords.MatchesAsync(password, person?.PasswordHash, ct);
        if (person is null || !matches || person.DisabledAt is not null || (person.IsDemo && !demo.On)) return await RefuseAsync(person, visit, ct);
        var all = await workplaces.OfAsync(person, ct);
        // Before anything is sent to the person. The answer is that of a wrong password: whoever stands outside learns nothing of it.
        var doors = await networks.OpenFromAsync(all, person.Id, visit.Ip, ct);
        if (doors.Count == 0) return await RefuseAsync(person, visit, ct, all.Count > 0 ? "staff.address-refused" : null);
        await tries.ForgiveAsync(counted, ct);
        var isNew = devices.Remember(device, person.Id, visit);
        var cookie = await OpenAsync(person.Id, person.Name, person.Language, doors[0], visit.Ip, visit.UserAgent, ct, isNew ? "new device" : null);
        return new SignedIn(cookie, doors[0].Role, doors.Count);
    }

    /// <summary>A new session with a new cookie; also when a signed-in person changes the restaurant.</summary>
    public async Task<string> OpenAsync(Guid personId, string name, string language, Workplace door, string ip, string userAgent, CancellationToken ct, string? remark = null)
    {
        var cookie = issued.Make(RateBuckets.CookieBytes);
        var now = db.Time.GetUtcNow();
        scope.Enter(door.RestaurantId, door.BranchId, new(ActorKind.Staff, personId, name, door.Role.ToString().ToLowerInvariant(), ip, userAgent));
        var id = Sessions.HashOf(cookie);
        using var opened = db.Through(Doors.Session, id);
        db.Add(new StaffSession
        {
            Id = id, PersonId = personId, PersonName = name, RestaurantId = door.RestaurantId, RestaurantName = door.RestaurantName,
            BranchId = door.BranchId, BranchName = door.BranchName, Role = door.Role, Language = language, CreatedAt = now, LastActivityAt = now,
            EndsAt = now + Sessions.AbsoluteLimit, Ip = ip, UserAgent = userAgent,
        });
        db.Act("staff.signed-in", nameof(Person), personId, name, remark);
        await db.SaveChangesAsync(ct);
        return cookie;
    }

    private async Task<Error> RefuseAsync(Person? person, Visit visit, CancellationToken ct, string? act = null)
    {
        // A failed try on a known person belongs in the log of the place they work at; an invented address names nobody.
        var door = person is null ? null : (await workplaces.OfAsync(person, ct)).FirstOrDefault();
        scope.Enter(door?.RestaurantId, null, new(ActorKind.Staff, person?.Id, person?.Name ?? "unknown", "none", visit.Ip, visit.UserAgent));
        db.Act(act ?? "staff.sign-in-refused", nameof(Person), person?.Id ?? Guid.Empty, person?.Name ?? "unknown address");
        await db.SaveChangesAsync(ct);
        return new WrongEmailOrPassword();
    }
}

/// <summary>The doors of a person, in a steady order.</summary>
internal sealed class Workplaces(RestpyDb db, WorkScope scope, Places places)
{
    public async Task<List<Workplace>> OfAsync(Person person, CancellationToken ct)
    {
        var doors = new List<Workplace>();
        if (person.IsSuperAdmin) doors.Add(new(null, "Restpy", null, "", Role.SuperAdmin));
        foreach (var membership in await MembershipsAsync(person, ct))
        {
            var restaurant = await places.GetAsync(membership.RestaurantId, ct);
            scope.Enter(restaurant.Id, null, Actor.System("sign-in"));
            var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == membership.MemberId && m.LeftAt == null, ct);
            if (member is null) continue;
            doors.Add(new(restaurant.Id, restaurant.Name, member.BranchId, member.BranchId is { } b ? restaurant.Branch(b).Name : "", member.Role));
            // Who may see all branches may also stand in one of them, for the screens that show one.
            if (member.BranchId is null) doors.AddRange(restaurant.Branches.Select(b => new Workplace(restaurant.Id, restaurant.Name, b.Id, b.Name, member.Role)));
        }
        return doors;
    }

    private async Task<List<Membership>> MembershipsAsync(Person person, CancellationToken ct)
    {
        using var door = db.Through(Doors.Person, person.Id.ToString());
        return await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person.Id).OrderBy(m => m.MemberId).ToListAsync(ct);
    }
}
