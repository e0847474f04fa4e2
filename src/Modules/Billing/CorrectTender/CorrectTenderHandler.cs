using Restpy.Billing.Contract;
using Restpy.Billing.CreditBill;
using Restpy.Billing.Drawer;
using Restpy.Billing.SettleBill;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Billing.CorrectTender;

/// <param name="AmountMinor">What really came; null: as much as was written down. Less only until the bill is paid in
/// full, and 0 where nothing came.</param>
/// <param name="Reason">Why it is corrected.</param>
public sealed record CorrectTenderRequest(Guid BillId, Guid TenderId, TenderKind Kind, long? AmountMinor,
    string? Reference, string? Reason, Guid CommandId);

/// <summary>A refund cannot be corrected: it belongs to its credit note.</summary>
internal sealed record RefundStands() : Error(ErrorKind.Conflict);

internal sealed record TenderIsCorrected() : Error(ErrorKind.Conflict);

/// <summary>Its drawer is closed and counted.</summary>
internal sealed record TenderOfClosedDrawer() : Error(ErrorKind.Conflict);

internal sealed record NothingToCorrect() : Error(ErrorKind.Invalid);

/// <summary>
/// Money was written down wrongly: as cash instead of card, or more than came. What really happened stands in its
/// place, with a reason; the first entry stays to be read. Only while the drawer it came into is open.
/// </summary>
internal sealed class CorrectTenderHandler(
    RestpyDb db, BillLoader desk, DrawerSessions drawers, ITenders tenders, BillableOrders orders)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(
        CorrectTenderRequest request, Actor actor, CancellationToken ct)
    {
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.IsTraining) return new TrainingBill();
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        if (!TenderKinds.Of(branch).Contains(request.Kind)) return new TenderNotTaken(branch.Name) { Field = "kind" };
        var wrong = (await tenders.OfBillAsync(bill.Id, ct)).FirstOrDefault(t => t.Id == request.TenderId);
        if (wrong is null) return new NotFound("tender");
        if (await drawers.HoldAsync(work, wrong.DrawerSessionId, ct) is not { } session)
            return new TenderOfClosedDrawer();
        if (MayBeCorrected(wrong) is { Error: { } stands }) return stands;

        var amount = request.AmountMinor ?? wrong.AmountMinor;
        if (amount != wrong.AmountMinor && (bill.State == BillState.Paid || amount < 0 || amount > wrong.AmountMinor))
            return new AmountOutOfRange { Field = "amount" };
        var reference = CleanText.Line(request.Reference);
        if (amount == wrong.AmountMinor && request.Kind == wrong.Kind && reference == wrong.Reference)
            return new NothingToCorrect { Field = "kind" };
        var cash = Cash(wrong.Kind, wrong.AmountMinor) - Cash(request.Kind, amount);
        if (await drawers.MayLeaveAsync(session, cash, Currency.Of(bill.Currency), ct) is { Error: { } held })
            return held with { Field = "kind" };
        var right = new TenderOffer(request.Kind, amount, reference);
        var reason = CleanText.Line(request.Reason);
        if (await tenders.CorrectAsync(wrong.Id, right, reason, actor, ct) is { Error: { } refused }) return refused;
        bill.TakeLess(wrong.AmountMinor - amount);
        if (bill.FollowsOrder) await orders.HoldsMoneyAsync(bill.OrderId, await HoldsMoneyAsync(bill, ct), ct);
        db.Act("billing.tender-corrected", bill, bill.Name, reason);
        db.Publish(new TenderCorrected(bill.Id, bill.OrderId));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }

    private async Task<bool> HoldsMoneyAsync(Bill bill, CancellationToken ct) => bill.PaidMinor > 0
        || (await desk.PartsAsync(bill.OrderId, ct)).Any(p => p.Id != bill.Id && p.PaidMinor > 0);

    /// <summary>Whether it is one to correct, while its drawer is open.</summary>
    public static Outcome<Done> MayBeCorrected(TakenTender tender) =>
        tender.IsRefund ? new RefundStands()
        : tender.IsCorrected || tender.AmountMinor == 0 ? new TenderIsCorrected()
        : Done.It;

    private static long Cash(TenderKind kind, long minor) => kind == TenderKind.Cash ? minor : 0;
}
