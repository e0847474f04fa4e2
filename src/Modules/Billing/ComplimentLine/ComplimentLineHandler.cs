using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.ComplimentLine;

/// <param name="Complimentary">False takes it back.</param>
public sealed record ComplimentLineRequest(
    Guid BillId, Guid LineId, bool Complimentary, string? Reason, Guid CommandId);

internal sealed record MayNotCompliment() : Error(ErrorKind.Refused);

/// <summary>
/// Gives a line free of charge (NC): it stays on the bill, in the stock and in the reports.
/// </summary>
internal sealed class ComplimentLineHandler(RestpyDb db, BillLoader desk, Caps caps)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(ComplimentLineRequest request, Actor actor, CancellationToken ct)
    {
        if (request.Complimentary && FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (await desk.LineAsync(bill, request.LineId, ct) is not { } line) return new NotFound("line");
        if (!(await caps.OfAsync(actor, ct)).MayCompliment) return new MayNotCompliment();
        var reason = request.Complimentary ? CleanText.Line(request.Reason) : "";
        if (bill.Adjust(request.LineId, Discount.None, 0, request.Complimentary, reason, actor.Name) is
            { Error: { } refused }) return refused;
        if (await desk.RepriceAsync(bill, await desk.BranchAsync(bill.BranchId, ct), ct) is { Error: { } unpriced })
            return unpriced;
        db.Act(request.Complimentary ? "billing.line-complimented"
            : "billing.line-charged", bill, $"{bill.Name}: {line.Name}", reason);
        db.Publish(new LineComplimented(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
