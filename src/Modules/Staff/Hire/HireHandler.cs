using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Staff.Hire;

/// <param name="PasswordHash">Already hashed; empty where the person sets one later, or has one.</param>
internal sealed record HireRequest(
    string Email, string Name, string PasswordHash, string Language, Role Role, Guid? BranchId, bool Demo = false);

/// <summary>
/// Takes a person into the scope's restaurant without asking them: the demo's people, and the probe's.
/// </summary>
internal sealed class HireHandler(RestpyDb db, Hiring hiring)
{
    public async Task<Outcome<Guid>> HandleAsync(HireRequest request, CancellationToken ct)
    {
        var hired = await hiring.TakeInAsync(request, ct);
        if (!hired.Ok) return hired.Error;
        db.Act("staff.hired", hired.Value, request.Name);
        await db.SaveChangesAsync(ct);
        return hired.Value.PersonId;
    }
}
