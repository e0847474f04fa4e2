using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.GiveDiscount;

/// <param name="LineId">Line of the order; null for the whole bill.</param>
/// <param name="Percent">0 to 100; with an amount of 0 as well, the discount is taken back.</param>
public sealed record GiveDiscountRequest(
    Guid BillId, Guid? LineId, decimal Percent, long AmountMinor, string? Reason, Guid CommandId);

internal sealed record DiscountOutOfRange() : Error(ErrorKind.Invalid);

/// <summary>Gives a discount on a line or on the whole bill, within the cap of who gives it.</summary>
internal sealed class GiveDiscountHandler(RestpyDb db, BillLoader desk, Caps caps)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(GiveDiscountRequest request, Actor actor, CancellationToken ct)
    {
        var discount = new Discount(request.Percent, request.AmountMinor);
        if (request.Percent is < 0 or > 100 || request.AmountMinor is < 0 or > 1_000_000_000_000
            || request is { Percent: > 0, AmountMinor: > 0 })
            return new DiscountOutOfRange { Field = "discount" };
        if (discount != Discount.None && FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;

        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        var cap = (await caps.OfAsync(actor, ct)).DiscountPercent;
        if (await GiveAsync(bill, request, discount, cap, actor, ct) is { Error: { } refused }) return refused;
        if (await desk.RepriceAsync(bill, branch, ct) is { Error: { } unpriced }) return unpriced;
        db.Act("billing.discount-given", bill, bill.Name, request.Reason is { } said ? CleanText.Line(said) : null);
        db.Publish(new DiscountGiven(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }

    private async Task<Outcome<Done>> GiveAsync(
        Bill bill, GiveDiscountRequest request, Discount discount, decimal cap, Actor actor, CancellationToken ct)
    {
        // Both stand on the bill: who gave it, and whose limit it needed.
        var by = actor.Lender is { } lender ? $"{actor.Name}, {lender.Name}" : actor.Name;
        var reason = CleanText.Line(request.Reason);
        if (request.LineId is not { } lineId) return bill.GiveDiscount(discount, reason, by, cap);
        if (await desk.LineAsync(bill, lineId, ct) is null) return new NotFound("line");
        return bill.Adjust(lineId, discount, cap, complimentary: false, reason, by);
    }
}
