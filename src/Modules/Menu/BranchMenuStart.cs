using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Menu;

/// <summary>A branch that is opened like another has its prices, and leaves out the same dishes.</summary>
internal sealed class BranchMenuStart(RestpyDb db) : IBranchStart
{
    public async Task StartAsync(Guid branchId, Guid? likeBranchId, CancellationToken ct)
    {
        if (likeBranchId is not { } like) return;
        foreach (var price in await db.Set<BranchPrice>().AsNoTracking().Where(p => p.BranchId == like).ToListAsync(ct))
            db.Add(BranchPrice.Of(branchId, price.ItemId, price.VariantId, price.PriceMinor));
        foreach (var off in await db.Set<OffAtBranch>().AsNoTracking().Where(o => o.BranchId == like).ToListAsync(ct))
            db.Add(OffAtBranch.Of(branchId, off.ItemId, db.Time.GetUtcNow()));
    }
}
