using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Invite;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Hire;

/// <summary>
/// Gives somebody a place in the scope's restaurant; somebody known by e-mail keeps their account, somebody who comes
/// back their place.
/// </summary>
internal sealed class Hiring(RestpyDb db, PermissionStamps marks)
{
    public async Task<Outcome<Member>> TakeInAsync(HireRequest request, CancellationToken ct)
    {
        var email = Person.NormaliseEmail(request.Email);
        var person = await db.Set<Person>().FirstOrDefaultAsync(p => p.Email == email, ct);
        if (person is null)
            db.Add(person = Person.Register(
                request.Email, request.Name, request.PasswordHash, request.Language, demo: request.Demo));
        else if (request.PasswordHash.Length > 0 && person.PasswordHash.Length == 0)
            person.ChangePassword(request.PasswordHash, db.Time.GetUtcNow());
        var member = await db.Set<Member>()
            .FirstOrDefaultAsync(m => m.PersonId == person.Id && m.BranchId == request.BranchId, ct);
        if (member is { LeftAt: null }) return new WorksHereAlready();
        if (member is not null)
        {
            member.Return(request.Role);
            await marks.StandingChangedAsync(member.Id, ct);
            return member;
        }
        member = Member.Join(person.Id, request.Role, request.BranchId);
        db.Add(member);
        db.Add(MemberStamps.Of(member.Id));
        db.Add(new Membership { PersonId = person.Id, RestaurantId = db.Scope.Restaurant, MemberId = member.Id });
        return member;
    }
}
