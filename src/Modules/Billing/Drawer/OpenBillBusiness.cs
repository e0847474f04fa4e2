using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Billing.Drawer;

/// <summary>A branch with unpaid bills, or a day that is not closed, is not closed either.</summary>
internal sealed class OpenBillBusiness(RestpyDb db) : IOpenBusiness
{
    public async Task<bool> IsAnyAsync(Guid branchId, CancellationToken ct) =>
        await db.Set<DrawerSession>().AnyAsync(s => s.BranchId == branchId && s.ClosedAt == null, ct)
            || await db.OpenBills(branchId, DateOnly.MaxValue).AnyAsync(ct);
}
