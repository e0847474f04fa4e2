using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.Staff.Rights;

namespace Restpy.Staff.ForgetFactors;

/// <summary>
/// Takes away every app, passkey and recovery code of a person. Written down, and told to the person by mail.
/// </summary>
internal sealed class LostFactors(RestpyDb db, Notices notices)
{
    /// <summary>Within the caller's transaction.</summary>
    /// <param name="person">Tracked: their sessions end.</param>
    /// <param name="reason">For the log.</param>
    /// <param name="ip">Of who takes them away.</param>
    /// <param name="userAgent">The same.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>How many factors there were; without any nothing changes.</returns>
    public async Task<int> ForgetAsync(Person person, string reason, string ip, string userAgent, CancellationToken ct)
    {
        var factors = await db.Set<Factor>().Where(f => f.PersonId == person.Id).ToListAsync(ct);
        if (factors.Count == 0) return 0;
        db.RemoveRange(factors);
        db.RemoveRange(await db.Set<RecoveryCode>().Where(c => c.PersonId == person.Id).ToListAsync(ct));
        person.SignOutEverywhere(db.Time.GetUtcNow());
        db.Act(SplitResetRule.FactorsForgotten, nameof(Person), person.Id, person.Name, reason);
        notices.Put(person, "factors-forgotten", "", ip, userAgent);
        return factors.Count;
    }
}
