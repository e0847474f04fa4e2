using Restpy.Billing.Contract;
using Restpy.Billing.CreditBill;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.ReopenBill;

public sealed record ReopenBillRequest(Guid BillId, string? Reason, Guid CommandId);

/// <param name="CreditNote">Number of the credit note that takes the invoice back.</param>
public sealed record ReopenedBill(Guid BillId, string CreditNote, string Url);

/// <summary>
/// A numbered bill that nobody paid is taken back by a credit note, and its order runs again. Nothing is given away:
/// the next bill of the order begins with all that was agreed on this one.
/// </summary>
internal sealed class ReopenBillHandler(RestpyDb db, BillLoader desk, CreditNoteIssuer crediting)
{
    public async Task<Outcome<ReopenedBill>> HandleAsync(
        ReopenBillRequest request, Actor actor, CancellationToken ct)
    {
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.IsTraining) return new TrainingBill();
        if (bill.State == BillState.Paid) return new BillIsPaid(bill.Name);
        if (bill.PaidMinor > 0)
            return new BillHoldsMoney(Money.Format(bill.PaidMinor, Currency.Of(bill.Currency)));
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        var wanted = new NewCredit(bill.AllUnitsLeft(), CleanText.Line(request.Reason), null, "", false);
        var note = await crediting.IssueAsync(work, bill, branch, wanted, new(actor.Name), actor, ct);
        if (!note.Ok) return note.Error;
        db.Act("billing.bill-reopened", bill, bill.Name, wanted.Reason);
        return await work.SaveAsync(
            new ReopenedBill(bill.Id, note.Value.Number, $"/staff/pad?order={bill.OrderId}"), ct);
    }
}
