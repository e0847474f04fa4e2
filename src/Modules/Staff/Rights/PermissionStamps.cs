using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Staff.Rights;

/// <summary>
/// Tells sessions and open streams that what somebody may do has changed: new marks, and an event once it is saved.
/// </summary>
internal sealed class PermissionStamps(RestpyDb db)
{
    /// <summary>They may do something else from the next request on.</summary>
    public async Task RightsChangedAsync(IReadOnlyList<Guid> memberIds, CancellationToken ct)
    {
        foreach (var stamps in await OfAsync(memberIds, ct)) stamps.RightsStamp = Id.New();
    }

    /// <summary>They are somebody else here now, or nobody: their sessions are over with the save.</summary>
    public async Task StandingChangedAsync(Guid memberId, CancellationToken ct)
    {
        foreach (var stamps in await OfAsync([memberId], ct))
            (stamps.RightsStamp, stamps.EmploymentStamp) = (Id.New(), Id.New());
    }

    /// <summary>
    /// Whoever changes somebody's rights and whoever acts by them, where that weighs, wait for each other; in one order
    /// for everybody, so that nobody waits in a circle.
    /// </summary>
    public static Task LockAsync(UnitOfWork work, IEnumerable<Guid> memberIds, CancellationToken ct) =>
        work.HoldAllAsync([.. memberIds.Distinct().Order().Select(id => $"staff:rights:{id:N}")], ct);

    private async Task<List<MemberStamps>> OfAsync(IReadOnlyList<Guid> memberIds, CancellationToken ct)
    {
        await LockAsync(db.UnitOfWork!, memberIds, ct);
        var found = await db.Set<MemberStamps>().Where(t => memberIds.Contains(t.MemberId)).ToListAsync(ct);
        // One word for all of them: every stream of the restaurant looks whether it is meant.
        if (found.Count > 0) db.Publish(new RightsChanged(found[0].MemberId));
        return found;
    }
}
