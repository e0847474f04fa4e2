using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.OpenSessions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Tablets;

internal sealed record TabletNameUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>More than a restaurant can use; the old ones are to be ended first.</summary>
internal sealed record TooManyTablets(int Max) : Error(ErrorKind.Conflict);

/// <summary>One sentence for a wrong code, one that ran out, one that was used, and for having to wait.</summary>
internal sealed record WrongPairingCode : Error
{
    public WrongPairingCode() : base(ErrorKind.Invalid) => Field = "code";
}

internal sealed record MakeTabletRequest(Guid? BranchId, string? Name, TabletScreen Screen);

/// <summary>
/// A manager makes a code at the desk, the tablet takes it: then it has a cookie of its own and belongs to the branch.
/// </summary>
internal sealed class PairTabletHandler(RestpyDb db, WorkScope scope, Tablets tablets, PairingCodes codes,
    IssuedCookies issued, LoginThrottle throttle, RestaurantDirectory restaurants)
{
    public const int MaxName = 40;
    private const int Most = 60;

    /// <returns>The code, which stands nowhere else.</returns>
    public async Task<Outcome<string>> MakeAsync(MakeTabletRequest request, Actor actor, CancellationToken ct)
    {
        if (CleanText.Line(request.Name) is not { Length: > 0 and <= MaxName } name)
            return new TabletNameUnfit(MaxName) { Field = "name" };
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if (restaurant.Branches.FirstOrDefault(b => b.Id == (db.Scope.BranchId ?? request.BranchId)) is not { } branch
            || !Enum.IsDefined(request.Screen)) return new NotFound("branch");
        var (now, code) = (db.Time.GetUtcNow(), PairingCodes.New());
        await using var work = await db.BeginAsync(ct);
        if (await db.Set<Tablet>()
            .CountAsync(t => t.BranchId == branch.Id && t.EndedAt == null && t.PairedAt != null, ct) >= Most)
            return new TooManyTablets(Most);
        // Only the code for now: one nobody types goes with its age and leaves no tablet behind.
        var key = Code(codes.HashOf(code), name, request.Screen, restaurant, branch, actor, now);
        db.Add(key);
        db.Act("staff.tablet-code-made", nameof(Tablet), key.TabletId, name);
        return await work.SaveAsync(code, ct);
    }

    /// <returns>The cookie and where the tablet goes.</returns>
    public async Task<Outcome<(string Cookie, PairedTablet Tablet)>> PairAsync(
        string? typed, string ip, string neighbourhood, string userAgent, CancellationToken ct)
    {
        // What cannot be a code is a slip of the finger and no guess.
        if (PairingCodes.Read(typed) is not { } code
            || await throttle.CountAsync(ThrottleKey.OfPairing(neighbourhood), ct) is null)
            return new WrongPairingCode();
        TabletKey? found = null;
        foreach (var hash in codes.HashesOf(code)) found ??= await tablets.KeyAsync(hash, ct);
        if (found is not { IsCode: true } || !found.Holds(db.Time.GetUtcNow())) return new WrongPairingCode();
        scope.Enter(found.RestaurantId, found.BranchId,
            new(ActorKind.Tablet, found.TabletId, found.Name, "tablet", ip, userAgent));
        var (now, cookie) = (db.Time.GetUtcNow(), issued.Make(ClientLimiter.CookieBytes));
        await using (var work = await db.BeginAsync(ct))
        {
            // Of two tablets with one code, one is first.
            await work.LockAsync($"staff:tablet:{found.TabletId:N}", ct);
            var key = await db.Set<TabletKey>().FirstOrDefaultAsync(k => k.Id == found.Id, ct);
            if (key?.Holds(now) != true) return new WrongPairingCode();
            key.EndedAt = now;
            var tablet = Tablet.Pair(key, userAgent, now);
            db.Add(tablet);
            db.Add(new TabletKey
            {
                Id = Sessions.HashOf(cookie), RestaurantId = key.RestaurantId, RestaurantName = key.RestaurantName,
                BranchId = key.BranchId, BranchName = key.BranchName,
                TabletId = key.TabletId, Name = key.Name, Screen = key.Screen, Language = key.Language,
                LastSeenAt = now, Ip = ip, EndsAt = now + Tablet.Lasts,
            });
            db.Act("staff.tablet-paired", tablet, tablet.Name);
            await work.SaveAsync(Done.It, ct);
        }
        await throttle.ForgiveAsync([ThrottleKey.OfPairing(neighbourhood)], ct);
        return (cookie,
            new(Sessions.HashOf(cookie), found.TabletId, found.Name, found.RestaurantId, found.RestaurantName,
                found.BranchId, found.BranchName, found.Screen, found.Language));
    }

    private static TabletKey Code(string id, string name, TabletScreen screen, RestaurantInfo restaurant,
        BranchInfo branch, Actor by, DateTimeOffset now) => new()
        {
            Id = id, IsCode = true, RestaurantId = restaurant.Id, RestaurantName = restaurant.Name,
            BranchId = branch.Id,
            BranchName = branch.Name, TabletId = Id.New(), Name = name, Screen = screen,
            Language = restaurant.Languages[0], MadeBy = by.PersonId, MadeByName = by.Name, LastSeenAt = now,
            EndsAt = now + PairingCodes.Good,
        };
}
