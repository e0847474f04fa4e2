using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.VoidBill;

public sealed record VoidBillRequest(Guid BillId, string? Reason, Guid CommandId);

/// <summary>Takes back a bill that has no number yet; one that has is credited instead.</summary>
internal sealed class VoidBillHandler(RestpyDb db, BillLoader desk)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(VoidBillRequest request, Actor actor, CancellationToken ct)
    {
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.State == BillState.Void) return new BillIsVoid(bill.Name);
        if (bill.IsIssued) return new BillIsIssued(bill.Name);
        if (bill.PaidMinor > 0)
            return new BillHoldsMoney(Money.Format(bill.PaidMinor, Currency.Of(bill.Currency)));
        if (bill.Parts > 0) return new BillIsSplit(bill.Name);
        if (bill.Part > 0) (await desk.FirstPartAsync(bill, ct))?.TakeBack();
        bill.Void(CleanText.Line(request.Reason), db.Time.GetUtcNow(), actor.Name);
        db.Act("billing.bill-voided", bill, bill.Name, CleanText.Line(request.Reason));
        db.Publish(new BillVoided(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
