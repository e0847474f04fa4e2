using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Hire;
using Restpy.Staff.Invite;
using Restpy.Staff.Reset;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Join;

/// <summary>The address has an account, and this is not its password.</summary>
internal sealed record NotYourPassword() : Error(ErrorKind.Invalid);

/// <param name="Email">They sign in with it.</param>
internal sealed record Joined(string Email);

/// <summary>
/// Takes an offered place. Who has an account proves it with its password; who has none sets one. The page is the same
/// for both: it does not tell whether an address is known to Restpy.
/// </summary>
internal sealed class JoinHandler(RestpyDb db, WorkScope scope, InvitationLinks links, Passwords passwords,
    LoginThrottle throttle, Hiring hiring, RestaurantDirectory restaurants)
{
    /// <returns>The open invitation of this link, and the scope is its restaurant's; null where it opens
    /// nothing.</returns>
    public async Task<Invitation?> FindAsync(string? token, CancellationToken ct)
    {
        if (!links.TryRead(token, out var restaurantId, out var id)) return null;
        scope.Enter(restaurantId, null, Actor.System("invitation"));
        var invitation = await db.Set<Invitation>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct);
        return invitation is not null && invitation.IsOpen(db.Time.GetUtcNow()) ? invitation : null;
    }

    public async Task<Outcome<Joined>> HandleAsync(
        string? token, string? password, SignInClient client, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } offered) return new LinkOver();
        var restaurant = await restaurants.GetAsync(offered.RestaurantId, ct);
        // Before anybody is looked up: a weak one is refused in the same words whoever the address is.
        if (PasswordRules.Check(password, offered.Email, offered.Name, restaurant.Name) is { Error: { } weak })
            return weak;
        ThrottleKey[] counted = [ThrottleKey.OfAccount(offered.Email), ThrottleKey.OfAddress(client.NetworkPrefix)];
        var since = Stopwatch.GetTimestamp();
        if (!await throttle.ReserveAsync(counted, ct))
        {
            await passwords.Refusals.PadAsync("join", since, ct);
            return new NotYourPassword { Field = "password" };
        }
        var known = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Email == offered.Email, ct);
        var (matches, hash) = (await passwords.MatchesAsync(password!, known?.PasswordHash, ct), "");
        if (known is { PasswordHash.Length: > 0 } && (!matches || known.DisabledAt is not null))
        {
            await passwords.Refusals.RoundUpAsync("join", since, ct);
            return new NotYourPassword { Field = "password" };
        }
        if (known is not { PasswordHash.Length: > 0 }) hash = await passwords.HashAsync(password!, ct);
        await throttle.ForgiveAsync(counted, ct);
        scope.Enter(offered.RestaurantId, null,
            new(ActorKind.Staff, known?.Id, known?.Name ?? offered.Name, offered.Role.ToString().ToLowerInvariant(),
                client.Ip, client.UserAgent));
        return await AcceptAsync(offered.Id, hash, ct);
    }

    private async Task<Outcome<Joined>> AcceptAsync(Guid id, string hash, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (!await work.LockAsync<Invitation>(id, ct)) return new LinkOver();
        var invitation = await db.Set<Invitation>().FirstAsync(i => i.Id == id, ct);
        if (!invitation.IsOpen(db.Time.GetUtcNow())) return new LinkOver();
        var hired = await hiring.TakeInAsync(new(
            invitation.Email, invitation.Name, hash, invitation.Language, invitation.Role, invitation.BranchId), ct);
        if (!hired.Ok) return hired.Error;
        invitation.Accept(db.Time.GetUtcNow());
        db.Act("staff.joined", hired.Value, invitation.Name, invitation.InvitedByName);
        return await work.SaveAsync(new Joined(invitation.Email), ct);
    }
}
