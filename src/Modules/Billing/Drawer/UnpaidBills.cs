using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Platform.Data;

namespace Restpy.Billing.Drawer;

internal static class UnpaidBills
{
    /// <summary>
    /// Bills of the branch, of business dates up to this one, that are neither paid nor void, oldest first: it cannot
    /// close while there are any.
    /// </summary>
    public static IQueryable<Bill> OpenBills(this RestpyDb db, Guid branchId, DateOnly upTo) =>
        db.Set<Bill>().AsNoTracking()
            .Where(b => b.BranchId == branchId && b.BusinessDate <= upTo
                && (b.State == BillState.Open || b.State == BillState.Printed || b.State == BillState.PartPaid))
            .OrderBy(b => b.OpenedAt);
}
