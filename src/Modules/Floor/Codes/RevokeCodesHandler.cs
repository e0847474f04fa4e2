using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Floor.Codes;

internal sealed record RevokeCodesRequest(Guid BranchId, string? Reason);

/// <summary>Ends all codes of a branch at once: a photo of them is going round.</summary>
internal sealed class RevokeCodesHandler(RestpyDb db, FloorPlan plan)
{
    public async Task<Outcome<int>> HandleAsync(RevokeCodesRequest request, CancellationToken ct)
    {
        if (await plan.BranchAsync(request.BranchId, ct) is not { } branch) return new NotFound("branch");
        var reason = CleanText.Line(request.Reason);
        await using var work = await db.BeginAsync(ct);
        var live = await db.Set<TableCode>().Where(c => c.BranchId == branch.Id && c.RevokedAt == null).ToListAsync(ct);
        if (live.Count == 0) return new NoCodesToWithdraw();
        var now = db.Time.GetUtcNow();
        foreach (var code in live) code.Revoke(now);
        db.Act("floor.codes-revoked", "Branch", branch.Id, branch.Name, reason.Length == 0 ? null
            : CleanText.Cut(reason, 200));
        db.Publish(new CodesRevoked(branch.Id));
        db.Publish(new CodesEnded(branch.Id, branch.Id));
        return await work.SaveAsync(live.Count, ct);
    }
}
