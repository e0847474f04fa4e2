using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Trust;

/// <summary>Signs the newest runs of the probe again, because claims are based on them.</summary>
internal sealed class TrustKeyUse(MasterKey master) : IKeyUse
{
    public async Task<int> ResealAsync(RestpyDb db, int most, CancellationToken ct) =>
        (await db.Set<ProbeRun>().OrderByDescending(r => r.At).Take(most).ToListAsync(ct))
            .Count(run => run.Reseal(master));
}
