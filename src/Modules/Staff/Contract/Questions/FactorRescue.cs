using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Staff.ForgetFactors;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// For who lost every factor and has nobody above them in one restaurant: a super admin, or somebody of several.
/// Whoever has the machine takes the factors away, and the log of each place says so.
/// </summary>
public sealed class FactorRescue
{
    private readonly RestpyDb _db;
    private readonly WorkScope _scope;
    private readonly LostFactors _lost;

    internal FactorRescue(RestpyDb db, WorkScope scope, LostFactors lost) => (_db, _scope, _lost) = (db, scope, lost);

    /// <param name="email">Whose.</param>
    /// <param name="why">For the log.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>How many there were; null where nobody has that address.</returns>
    public async Task<int?> ForgetAsync(string email, string why, CancellationToken ct)
    {
        var known = Person.NormaliseEmail(email);
        var actor = Actor.System("command line");
        _scope.Enter(null, null, actor);
        await using var work = await _db.BeginAsync(ct);
        var person = await _db.Set<Person>().FirstOrDefaultAsync(p => p.Email == known, ct);
        if (person is null) return null;
        var forgotten = await _lost.ForgetAsync(person, why, "", "command line", ct);
        if (forgotten == 0) return 0;
        await work.SaveAsync(Done.It, ct);
        foreach (var restaurant in await RestaurantsAsync(person.Id, ct))
        {
            _scope.Enter(restaurant, null, actor);
            _db.Act(SplitResetRule.FactorsForgotten, nameof(Person), person.Id, person.Name, why);
            await _db.SaveChangesAsync(ct);
        }
        return forgotten;
    }

    private async Task<List<Guid>> RestaurantsAsync(Guid personId, CancellationToken ct)
    {
        using var bypass = _db.BypassTenantWall(StaffBypasses.Person, personId.ToString());
        return await _db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == personId).Select(m => m.RestaurantId)
            .Distinct().ToListAsync(ct);
    }
}
