using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Pins;

/// <summary>
/// One sentence for a wrong PIN, for nobody of that name, for somebody without one, and for having to wait.
/// </summary>
internal sealed record WrongPin : Error
{
    public WrongPin() : base(ErrorKind.Invalid) => Field = "pin";
}

/// <summary>Somebody who works where the scope stands and has a PIN.</summary>
internal sealed record PinOwner
{
    public required Member Member { get; init; }
    public required Person Person { get; init; }
    public required Pin Pin { get; init; }
    public required Guid RightsStamp { get; init; }
    public required Guid EmploymentStamp { get; init; }
}

/// <summary>
/// Looks at PINs. A guess is counted before it is compared, for the member over all tablets of the restaurant, and
/// never for a member of another one: nobody can close a colleague's PIN from outside.
/// </summary>
internal sealed class Pins(RestpyDb db, WorkScope scope, Passwords passwords, PinPepper pepper, SingleUse singleUse,
    LoginThrottle throttle, AllowedNetworkCache networks, PermissionCache rights, Notices notices, DemoPeople demo)
{
    public async Task<string> HashAsync(string pin, CancellationToken ct) =>
        pepper.Store(await passwords.HashAsync(pepper.With(pin), ct));

    /// <summary>To be asked outside a transaction: the count is kept whatever becomes of the work.</summary>
    public async Task<Outcome<PinOwner>> CheckAsync(Guid memberId, string? typed, PinClient where, CancellationToken ct)
    {
        // What cannot be a PIN is a slip of the finger and no guess.
        if (PinRules.Read(typed) is not { } pin) return new WrongPin();
        var key = KeyOf(memberId);
        // Members there are not are counted as well: a wait must not tell which ones there are.
        var since = Stopwatch.GetTimestamp();
        if (await throttle.CountAsync(key, ct) is not { } counted)
        {
            await passwords.Refusals.PadAsync("pin", since, ct);
            return new WrongPin();
        }
        var owner = await Here().FirstOrDefaultAsync(o => o.Member.Id == memberId, ct);
        var matches = await passwords.MatchesAsync(
            pepper.With(pin, owner?.Pin.Hash), PinPepper.HashOf(owner?.Pin.Hash), ct);
        // The answer to a network that is not allowed is that of a wrong PIN: it tells nothing to people outside.
        if (!matches || owner is null) await RefuseAsync(owner, "staff.pin-refused", counted == key.Free, where, ct);
        else if (!await MayComeFromAsync(owner, where.Ip, ct))
            await RefuseAsync(owner, "staff.address-refused", tell: false, where, ct);
        else
        {
            await throttle.ForgiveAsync([key], ct);
            if (pepper.IsOlder(owner.Pin.Hash)) await singleUse.RenewPinAsync(owner.Pin, await HashAsync(pin, ct), ct);
            return owner;
        }
        await passwords.Refusals.RoundUpAsync("pin", since, ct);
        return new WrongPin();
    }

    private async Task<bool> MayComeFromAsync(PinOwner owner, string ip, CancellationToken ct) =>
        IPAddress.TryParse(ip, out var address)
            && await networks.AllowsAsync(scope.Restaurant, owner.Member.Role, owner.Person.Id, address, ct);

    /// <summary>Whoever changes a PIN and whoever is let in by it wait for each other.</summary>
    public static Task LockAsync(UnitOfWork work, Guid memberId, CancellationToken ct) =>
        work.LockAsync($"staff:pin:{memberId:N}", ct);

    /// <summary>Whether the PIN is still the one that was looked at; to be asked while it is held.</summary>
    public Task<bool> IsStillAsync(PinOwner owner, CancellationToken ct) =>
        db.Set<Pin>().AnyAsync(p => p.Id == owner.Pin.Id && p.Version == owner.Pin.Version, ct);

    /// <summary>Within the caller's transaction, while the PIN is held.</summary>
    public async Task SetAsync(Guid memberId, string hash, bool given, CancellationToken ct)
    {
        var pin = await db.Set<Pin>().FirstOrDefaultAsync(p => p.MemberId == memberId, ct);
        if (pin is null) db.Add(pin = Pin.Of(memberId));
        pin.Set(hash, given, db.Time.GetUtcNow());
    }

    /// <summary>Who had seen the PIN may stand at a tablet with it now: what it opened ends.</summary>
    public async Task EndOpenedAsync(Guid memberId, Guid personId, string? except, CancellationToken ct)
    {
        var (restaurant, now) = (db.Scope.Restaurant, db.Time.GetUtcNow());
        var opened = db.Set<StaffSession>().Where(s => s.RestaurantId == restaurant && s.MemberId == memberId
            && s.TabletId != null && s.Second == SecondFactorMethod.Tablet && s.EndedAt == null && s.Id != except);
        foreach (var session in await opened.ToListAsync(ct)) session.EndedAt = now;
        db.Publish(new SignedOut(personId));
    }

    public Task<List<PinOwner>> HereAsync(CancellationToken ct) => Here().OrderBy(o => o.Person.Name).ToListAsync(ct);

    public async Task<PinHolder> HolderAsync(PinOwner owner, CancellationToken ct)
    {
        var (member, person) = (owner.Member, owner.Person);
        var may = await rights.OfAsync(
            scope.Restaurant, member.Id, owner.RightsStamp, member.Role, scope.BranchId ?? member.BranchId, ct);
        return new(member.Id, person.Id, person.Name, member.Role, may, owner.Pin.Given);
    }

    /// <summary>Somebody who has shown otherwise who they are begins anew.</summary>
    public Task ForgiveAsync(Guid memberId, CancellationToken ct) => throttle.ForgiveAsync([KeyOf(memberId)], ct);

    private ThrottleKey KeyOf(Guid memberId) => ThrottleKey.OfPin(scope.Restaurant, memberId);

    private IQueryable<PinOwner> Here()
    {
        var (branch, isDemo) = (scope.BranchId, demo.On);
        return from pin in db.Set<Pin>().AsNoTracking()
               join member in db.Set<Member>().AsNoTracking() on pin.MemberId equals member.Id
               join person in db.Set<Person>().AsNoTracking() on member.PersonId equals person.Id
               join stamps in db.Set<MemberStamps>().AsNoTracking() on member.Id equals stamps.MemberId
               where member.LeftAt == null && person.DisabledAt == null && (isDemo || !person.IsDemo)
                   // Of the operator's own people, who reach every restaurant, six digits open nothing, also where they
                   // work in one.
                   && !person.IsSuperAdmin
                   && (branch == null || member.BranchId == null || member.BranchId == branch)
               select new PinOwner
               {
                   Member = member, Person = person, Pin = pin, RightsStamp = stamps.RightsStamp,
                   EmploymentStamp = stamps.EmploymentStamp,
               };
    }

    private async Task RefuseAsync(PinOwner? owner, string act, bool tell, PinClient where, CancellationToken ct)
    {
        if (owner is null) return;
        db.Act(act, nameof(Person), owner.Person.Id, owner.Person.Name);
        if (tell) notices.Put(owner.Person, "pin-guessing", "", where.Ip, where.UserAgent);
        await db.SaveChangesAsync(ct);
    }
}
