using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.ReopenBill;

public sealed record WithdrawProformaRequest(Guid BillId, Guid CommandId);

/// <summary>The printed bill is taken back from the guests: they stay, and pay later.</summary>
internal sealed class WithdrawProformaHandler(RestpyDb db, BillLoader desk)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(WithdrawProformaRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.WithdrawProforma() is { Error: { } refused }) return refused;
        db.Act("billing.proforma-withdrawn", bill, bill.Name);
        db.Publish(new ProformaWithdrawn(bill.Id, bill.OrderId));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
