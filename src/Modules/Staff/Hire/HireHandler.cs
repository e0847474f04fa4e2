using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Hire;

/// <param name="PasswordHash">Already hashed; an invitation sets it later where it is empty.</param>
internal sealed record HireRequest(string Email, string Name, string PasswordHash, string Language, Role Role, Guid? BranchId, bool Demo = false);

/// <summary>Takes a person into the scope's restaurant; somebody known by e-mail keeps their account.</summary>
internal sealed class HireHandler(RestpyDb db)
{
    public async Task<Outcome<Guid>> HandleAsync(HireRequest request, CancellationToken ct)
    {
        var email = Person.NormaliseEmail(request.Email);
        var person = await db.Set<Person>().FirstOrDefaultAsync(p => p.Email == email, ct);
        if (person is null) db.Add(person = Person.Register(request.Email, request.Name, request.PasswordHash, request.Language, demo: request.Demo));
        var member = Member.Join(person.Id, request.Role, request.BranchId);
        db.Add(member);
        db.Add(new Tenure { MemberId = member.Id, Mark = Id.New() });
        db.Add(new Membership { PersonId = person.Id, RestaurantId = db.Scope.Restaurant, MemberId = member.Id });
        db.Act("staff.hired", member, request.Name);
        await db.SaveChangesAsync(ct);
        return person.Id;
    }
}
