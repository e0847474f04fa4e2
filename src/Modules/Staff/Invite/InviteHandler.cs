using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Invite;

/// <param name="Here">The installation's address, for the link; null where it has none.</param>
internal sealed record InviteRequest(
    Guid By, Uri? Here, string? Email, string? Name, Role Role, Guid? BranchId, string? Language);

internal sealed record EmailUnfit() : Error(ErrorKind.Invalid);

internal sealed record PersonNameUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>The same person, at the same place, twice.</summary>
internal sealed record WorksHereAlready() : Error(ErrorKind.Conflict);

internal sealed record Invited(Guid Id);

/// <summary>Offers a place here. Whether the address is known to Restpy is neither asked nor told.</summary>
internal sealed class InviteHandler(RestpyDb db, Grantors grantors, RightsReader rights,
    RestaurantDirectory restaurants, InvitationLinks links, StaffEmails letters)
{
    public const int LongestName = 60;
    public const int LongestEmail = 200;

    public async Task<Outcome<Invited>> HandleAsync(InviteRequest request, Actor actor, CancellationToken ct)
    {
        var (email, name) = (Person.NormaliseEmail(request.Email ?? ""), CleanText.Line(request.Name));
        // It stands in letters and logs, one line each.
        if (name.Length is 0 or > LongestName) return new PersonNameUnfit(LongestName) { Field = "Name" };
        if (email.Length is 0 or > LongestEmail || !IsEmail(email)) return new EmailUnfit { Field = "Email" };
        await using var work = await db.BeginAsync(ct);
        var grantor = await grantors.GetAsync(request.By, ct);
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if (!grantor.Reaches(request.BranchId)
            || (request.BranchId is { } branch && restaurant.Branches.All(b => b.Id != branch)))
            return new NotFound("branch") { Field = "BranchId" };
        if (request.Role == Role.SuperAdmin || !grantor.Covers(await rights.OfAsync(request.Role, ct)))
            return new AboveYou { Field = "Role" };
        if (await WorksHereAsync(email, request.BranchId, ct)) return new WorksHereAlready { Field = "Email" };
        foreach (var former in await db.Set<Invitation>()
            .Where(i => i.Email == email && i.BranchId == request.BranchId && i.AcceptedAt == null
                && i.WithdrawnAt == null).ToListAsync(ct)) former.Withdraw(db.Time.GetUtcNow());
        var invitation = Invitation.Of(email, name, request.Role, request.BranchId, WordList.Known(request.Language),
            actor, db.Time.GetUtcNow());
        db.Add(invitation);
        if (request.Here is { } here)
            letters.Invite(invitation, restaurant.Name, restaurant.Branches[0].Day.Zone,
                links.To(here, db.Scope.Restaurant, invitation.Id));
        db.Act("staff.invited", invitation, $"{name}, {request.Role}");
        return await work.SaveAsync(new Invited(invitation.Id), ct);
    }

    private async Task<bool> WorksHereAsync(string email, Guid? branchId, CancellationToken ct) => await (
        from m in db.Set<Member>()
        join p in db.Set<Person>() on m.PersonId equals p.Id
        where p.Email == email && m.LeftAt == null && m.BranchId == branchId
        select m.Id).AnyAsync(ct);

    public static bool IsEmail(string email) => MailAddress.TryCreate(email, out var read) && read.Address == email
        && read.Host.Contains('.', StringComparison.Ordinal)
        && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '[');
}
