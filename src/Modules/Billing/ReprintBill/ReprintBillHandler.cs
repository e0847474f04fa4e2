using Restpy.Billing.Contract;
using Restpy.Billing.IssueBill;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.ReprintBill;

public sealed record ReprintBillRequest(Guid BillId, Guid CommandId);

/// <summary>
/// Another paper of an issued bill: counted, logged, marked DUPLICATE unless none was printed before.
/// </summary>
internal sealed class ReprintBillHandler(RestpyDb db, BillLoader desk)
{
    public async Task<Outcome<PrintedBill>> HandleAsync(ReprintBillRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (!bill.IsIssued) return new BillNotIssued();
        var print = bill.Print(db.Time.GetUtcNow(), actor);
        db.Add(print);
        if (print.Copy == 1) db.Act("billing.bill-printed", bill, bill.Name);
        else db.Act("billing.bill-reprinted", bill, bill.Name, $"Copy {print.Copy}");
        db.Publish(new BillReprinted(bill.Id));
        return await work.SaveAsync(
            new PrintedBill(bill.Id, bill.Number!, print.Copy, $"/staff/bills/{bill.Id}/print?copy={print.Copy}"), ct);
    }
}
