using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Branches;

internal sealed record CloseBranchRequest(Guid Id, long Version);

internal sealed record LastBranch() : Error(ErrorKind.Conflict);

/// <summary>Orders or bills are open there, or the day is not closed.</summary>
internal sealed record BranchStillOpen() : Error(ErrorKind.Conflict);

/// <summary>Closes a branch for good: nothing new there, its bills and reports stay.</summary>
internal sealed class CloseBranchHandler(RestpyDb db, BranchFinder desk, IEnumerable<IOpenBusiness> business)
{
    public async Task<Outcome<Done>> HandleAsync(CloseBranchRequest request, CancellationToken ct)
    {
        if (await db.Set<Branch>().CountAsync(b => b.ClosedAt == null, ct) < 2) return new LastBranch();
        foreach (var part in business)
            if (await part.IsAnyAsync(request.Id, ct)) return new BranchStillOpen();
        return await desk.ChangeAsync(request.Id, request.Version, "tenancy.branch-closed", branch =>
        {
            branch.Close(db.Time.GetUtcNow());
            return Done.It;
        }, ct);
    }
}
