using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Billing.CreditBill;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.AskServiceCharge;

/// <param name="Wanted">Whether the guest agreed to it.</param>
public sealed record AskServiceChargeRequest(Guid BillId, bool Wanted, Guid CommandId);

internal sealed record ServiceChargeOff() : Error(ErrorKind.Invalid);

/// <summary>
/// The voluntary service charge (CCPA guidelines of 4 July 2022): added when the guest agrees, gone with one tap when
/// not.
/// On an issued bill the tap is a credit note, for which nobody needs a cap.
/// </summary>
internal sealed class AskServiceChargeHandler(RestpyDb db, BillLoader desk, CreditNoteIssuer crediting)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(
        AskServiceChargeRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        if (request.Wanted && branch.ServiceChargePercent == 0) return new ServiceChargeOff();
        if (bill.IsIssued && !request.Wanted)
        {
            var returned = bill.Lines.Where(l => l is { Kind: LineKind.ServiceCharge, UnitsLeft: > 0 })
                .Select(l => new ReturnedUnits(l.LineKey, l.UnitsLeft)).ToList();
            var credited = await crediting.IssueAsync(work, bill, branch,
                new(returned, "Guest declined the service charge", null, "", false), new(actor.Name), actor, ct);
            if (!credited.Ok) return credited.Error;
        }
        else
        {
            if (bill.AskServiceCharge(request.Wanted ? branch.ServiceChargePercent : 0) is { Error: { } refused })
                return refused;
            if (await desk.RepriceAsync(bill, branch, ct) is { Error: { } unpriced }) return unpriced;
            db.Act(request.Wanted ? "billing.service-charge-agreed"
                : "billing.service-charge-declined", bill, bill.Name);
        }
        db.Publish(new ServiceChargeAsked(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
