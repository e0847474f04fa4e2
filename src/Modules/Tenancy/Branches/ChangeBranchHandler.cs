using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Tenancy.Branches;

internal sealed record ChangeBranchRequest(Guid Id, long Version, BranchFacts Facts);

/// <summary>Changes name, address and registrations of a branch.</summary>
internal sealed class ChangeBranchHandler(RestpyDb db, BranchFinder desk, TenancyRules rules)
{
    public async Task<Outcome<Done>> HandleAsync(ChangeBranchRequest request, CancellationToken ct)
    {
        var country = await db.Set<Restaurant>().Where(r => r.Id == db.Scope.Restaurant).Select(r => r.Country)
            .FirstAsync(ct);
        return await desk.ChangeAsync(request.Id, request.Version, "tenancy.branch-changed", branch =>
        {
            if (rules.Check(request.Facts, country) is { Error: { } wrong }) return wrong;
            branch.Change(request.Facts);
            return Done.It;
        }, ct);
    }
}
