using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Staff.Rights;

/// <summary>Whoever acts, and whoever lends, may still do so when the work is saved.</summary>
internal sealed class KeptRights : IRightsAtSave
{
    public async Task KeepAsync(IReadOnlyList<MemberRights> members, RestpyDb db, CancellationToken ct)
    {
        List<Guid> ids = [.. members.Select(m => m.MemberId)];
        await PermissionStamps.LockAsync(db.UnitOfWork!, ids, ct);
        var marks = await db.Set<MemberStamps>().AsNoTracking().Where(t => ids.Contains(t.MemberId))
            .ToDictionaryAsync(t => t.MemberId, t => t.RightsStamp, ct);
        if (members.Any(m => marks.GetValueOrDefault(m.MemberId) != m.Mark)) throw new RightsChangedException();
    }
}
