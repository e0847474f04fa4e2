using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.IssueBill;

public sealed record IssueBillRequest(Guid BillId, Guid CommandId);

/// <param name="Copy">1 is the original.</param>
public sealed record PrintedBill(Guid BillId, string Number, int Copy, string Url);

/// <summary>The first print: numbers the bill and makes the original. Printing it again is a reprint.</summary>
internal sealed class IssueBillHandler(RestpyDb db, BillLoader desk, BillIssuer issuing)
{
    public async Task<Outcome<PrintedBill>> HandleAsync(IssueBillRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        if (await issuing.PrintAsync(work, bill, branch, actor, ct) is { Error: { } refused }) return refused;
        return await work.SaveAsync(
            new PrintedBill(bill.Id, bill.Number!, 1, $"/staff/bills/{bill.Id}/print?copy=1"), ct);
    }
}
