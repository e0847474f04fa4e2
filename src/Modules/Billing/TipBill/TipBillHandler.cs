using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.TipBill;

public sealed record TipBillRequest(Guid BillId, long TipMinor, Guid CommandId);

/// <summary>A tip given freely: collected with the bill, outside its taxable totals.</summary>
internal sealed class TipBillHandler(RestpyDb db, BillLoader desk)
{
    // Ten million of the major unit: a slip of the finger, not a tip.
    private const long LargestMinor = 1_000_000_000;

    public async Task<Outcome<BillAnswer>> HandleAsync(TipBillRequest request, CancellationToken ct)
    {
        if (request.TipMinor is < 0 or > LargestMinor) return new TipOutOfRange { Field = "tip" };
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.Tip(request.TipMinor) is { Error: { } refused }) return refused;
        db.Act("billing.tip-set", bill, bill.Name);
        db.Publish(new TipSet(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
