using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Staff.Invite;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.Hire;

/// <summary>Invites the owner of a restaurant that has nobody yet who could invite anybody.</summary>
internal sealed class OwnerInvitations(
    RestpyDb db, InvitationLinks links, StaffEmails letters, IServiceScopeFactory scopes) : IOwnerInvitations
{
    public Outcome<Done> Invite(NewOwner owner, string restaurant, TimeZoneInfo zone, Uri? here, Actor actor)
    {
        var (email, name) = (Person.NormaliseEmail(owner.Email ?? ""), CleanText.Line(owner.Name));
        if (name.Length is 0 or > InviteHandler.LongestName)
            return new PersonNameUnfit(InviteHandler.LongestName) { Field = "OwnerName" };
        if (email.Length is 0 or > InviteHandler.LongestEmail || !InviteHandler.IsEmail(email))
            return new EmailUnfit { Field = "OwnerEmail" };
        var invitation = Invitation.Of(
            email, name, Role.Owner, null, WordList.Known(owner.Language), actor, db.Time.GetUtcNow());
        db.Add(invitation);
        if (here is not null)
            letters.Invite(invitation, restaurant, zone, links.To(here, db.Scope.Restaurant, invitation.Id));
        db.Act("staff.invited", invitation, $"{name}, {Role.Owner}");
        return Done.It;
    }

    public Task<IReadOnlyList<OwnerInvitation>> OpenAsync(Guid restaurantId, Uri? here, CancellationToken ct) =>
        InAsync(restaurantId, async there =>
    {
        var open = await there.Set<Invitation>().AsNoTracking()
            .Where(i => i.Role == Role.Owner && i.AcceptedAt == null && i.WithdrawnAt == null).OrderBy(i => i.CreatedAt)
            .ToListAsync(ct);
        return (IReadOnlyList<OwnerInvitation>)[
            .. open.Where(i => i.IsOpen(there.Time.GetUtcNow())).Select(i => Shown(i, here))];
    });

    public Task<Uri?> JoinLinkAsync(Guid restaurantId, Uri here, CancellationToken ct) =>
        InAsync(restaurantId, async there =>
    {
        var newest = await there.Set<Invitation>().AsNoTracking()
            .Where(i => i.Role == Role.Owner && i.AcceptedAt == null && i.WithdrawnAt == null)
            .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(ct);
        return newest is not null && newest.IsOpen(there.Time.GetUtcNow()) ? links.To(here, restaurantId, newest.Id)
            : null;
    });

    public Task<IReadOnlyList<string>> OwnersAsync(Guid restaurantId, CancellationToken ct) =>
        InAsync(restaurantId, async there =>
        (IReadOnlyList<string>)await (
            from m in there.Set<Member>().AsNoTracking()
            join p in there.Set<Person>().AsNoTracking() on m.PersonId equals p.Id
            where m.Role == Role.Owner && m.LeftAt == null
            orderby p.Email
            select p.Email).Distinct().ToListAsync(ct));

    /// <summary>The person who gets the link gets the restaurant: it is shown only where no mail carries it.</summary>
    private OwnerInvitation Shown(Invitation one, Uri? here) =>
        new(one.Name, one.Email, one.EndsAt, letters.CarryLinks
            || here is null ? null : links.To(here, one.RestaurantId, one.Id), letters.CarryLinks);

    /// <summary>Reads one restaurant in a scope of its own: the operator's page stands in none.</summary>
    private async Task<T> InAsync<T>(Guid restaurantId, Func<RestpyDb, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurantId, null, Actor.System("console"));
        return await read(scope.ServiceProvider.GetRequiredService<RestpyDb>());
    }
}
