using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Billing;

/// <summary>An order is done, and its table free, when the last part of its bill is paid.</summary>
internal sealed class PaidOrders(RestpyDb db, BillableOrders orders)
{
    /// <param name="bill">Paid in full, or taken back, in this transaction.</param>
    public async Task PaidAsync(Bill bill, CancellationToken ct)
    {
        if (bill.IsSplit && await db.BillsWithTraining().AnyAsync(b => b.OrderId == bill.OrderId && b.Id != bill.Id
            && b.State != BillState.Void && b.State != BillState.Paid, ct))
            await orders.HoldsMoneyAsync(bill.OrderId, true, ct);
        else await orders.PaidAsync(bill.OrderId, ct);
    }
}
