using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Pricing;
using Restpy.Billing.Drawer;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.CreditBill;

/// <summary>Money goes back as it came; another way is for a manager to decide.</summary>
internal sealed record RefundFollowsTender(string Amount) : Error(ErrorKind.Refused);

internal sealed record CreditAboveCap(decimal Percent, decimal Cap) : Error(ErrorKind.Refused);

internal sealed record RefundAboveCap(string Amount, string Cap) : Error(ErrorKind.Refused);

internal sealed record CreditRefused(string Why) : Error(ErrorKind.Invalid);

internal sealed record NothingToCredit() : Error(ErrorKind.Invalid);

/// <summary>What a credit note gives back, why, and how the money goes back.</summary>
/// <param name="RefundKind">Null: as it came.</param>
/// <param name="MayChoose">Whether it may go back in another way than it came.</param>
internal sealed record NewCredit(IReadOnlyList<ReturnedUnits> Returning, string Reason, TenderKind? RefundKind,
    string RefundReference, bool MayChoose);

/// <summary>Issues a credit note of an issued bill: its number, its rows, the money back, the order told.</summary>
internal sealed class CreditNoteIssuer(
    RestpyDb db, DrawerSessions drawers, Numbering numbering, ITenders tenders, BillableOrders orders,
    PaidOrders paid, BillLoader desk)
{
    public async Task<Outcome<IssuedCreditNote>> IssueAsync(
        UnitOfWork work, Bill bill, BranchInfo branch, NewCredit wanted, Signed signed, Actor actor,
        CancellationToken ct)
    {
        var (returning, reason) = (wanted.Returning, wanted.Reason);
        if (bill.State == BillState.Void) return new BillIsVoid(bill.Name);
        if (!bill.IsIssued) return new BillNotIssued();
        if (returning.Count == 0) return new NothingToCredit();
        if (bill.Parts > 0 && bill.State != BillState.Paid && TakesAll(bill, returning))
            return new BillIsSplit(bill.Name);
        var before = bill.Lines.Where(l => l.CreditedUnits > 0)
            .Select(l => new ReturnedUnits(l.LineKey, l.CreditedUnits)).ToList();
        var credit = CreditNotes.Credit(bill.Priced(), before, returning);
        if (!credit.Succeeded) return new CreditRefused(credit.Refusal.Detail);

        var session = await drawers.CurrentAsync(work, branch, actor, ct);
        var number = await numbering.NextAsync(work, branch, SeriesKind.CreditNote, ct);
        var now = db.Time.GetUtcNow();
        // The last day of s.34 is India's; elsewhere a credit note lowers the tax whenever it comes.
        var lowersTax = bill.Currency != "INR"
            || CreditNoteDeadline.LowersTax(LocalDate(branch, bill.IssuedAt!.Value), LocalDate(branch, now));
        var note = IssuedCreditNote.Of(
            bill, credit.Value, number, new(session.Id, branch.Day.Of(now), lowersTax, reason, now), signed);
        var wasPaid = bill.State == BillState.Paid;
        note.Refund(bill.Credit(credit.Value, reason, now, signed.By));
        db.Add(note);
        if (note.RefundMinor > 0
            && await GiveBackAsync(bill, note, session, wanted, actor, ct) is { Error: { } kept }) return kept;
        if (bill.State == BillState.Void) await ReopenAsync(bill, ct);
        else if (bill.State == BillState.Paid && !wasPaid) await paid.PaidAsync(bill, ct);
        db.Act("billing.credit-note-issued", note, $"{note.Number} of {bill.Number}", reason);
        db.Publish(new CreditNoteIssued(bill.Id, bill.OrderId, Reopens: bill.State == BillState.Void));
        return note;
    }

    private static bool TakesAll(Bill bill, IReadOnlyList<ReturnedUnits> returning) =>
        bill.Lines.All(l => returning.Where(r => r.LineId == l.LineKey).Sum(r => r.Units) >= l.UnitsLeft);

    /// <summary>A part that is taken back leaves its dishes to the others; a whole bill, to the next one.</summary>
    private async Task ReopenAsync(Bill bill, CancellationToken ct)
    {
        if (!bill.IsSplit)
        {
            await orders.BillReopenedAsync(bill.OrderId, ct);
            return;
        }
        var parts = (await desk.PartsAsync(bill.OrderId, ct)).Where(p => p.Id != bill.Id && p.IsIssued);
        var elsewhere = parts.SelectMany(p => p.Priced().Lines).Select(l => l.Id).ToHashSet();
        var lines = bill.Lines.Where(l => l.OrderLineId is not null && !elsewhere.Contains(l.LineKey))
            .Select(l => l.OrderLineId!.Value).ToList();
        await orders.PartReopenedAsync(bill.OrderId, lines, ct);
        if (await desk.FirstPartAsync(bill, ct) is { } first) first.TakeBack();
    }

    private async Task<Outcome<Done>> GiveBackAsync(Bill bill, IssuedCreditNote note, DrawerSession session,
        NewCredit wanted, Actor actor, CancellationToken ct)
    {
        var (before, currency) = (await tenders.OfBillAsync(bill.Id, ct), Currency.Of(bill.Currency));
        IReadOnlyList<TenderOffer> offers = wanted.RefundKind is { } chosen
            ? [new(chosen, note.RefundMinor, wanted.RefundReference)]
            : RefundPlan.Follow(before, note.RefundMinor, wanted.RefundReference);
        if (!wanted.MayChoose && !offers.All(o => RefundPlan.Follows(before, o)))
            return new RefundFollowsTender(Money.Format(note.RefundMinor, currency)) { Field = "refundKind" };
        var cash = offers.Where(o => o.Kind == TenderKind.Cash).Sum(o => o.AmountMinor);
        if (await drawers.MayLeaveAsync(session, cash, currency, ct) is { Error: { } held })
            return held with { Field = "refundKind" };
        var money = new MoneyOfBill(bill.Id, bill.BranchId, session.Id, note.BusinessDate);
        foreach (var offer in offers)
            if (tenders.GiveBack(money, note.Id, offer, actor) is { Error: { } refused }) return refused;
        return Done.It;
    }

    /// <summary>Money that went back from the bill by the notes before, whoever gave it.</summary>
    public Task<long> RefundedAsync(Guid billId, CancellationToken ct) =>
        db.Set<IssuedCreditNote>().Where(n => n.BillId == billId).SumAsync(n => n.RefundMinor, ct);

    /// <summary>
    /// Whether all notes of the bill together pass what somebody may give back; null where they do not.
    /// </summary>
    public static Outcome<Done> Above(Cap cap, Bill bill, long refundedMinor)
    {
        if (bill.PayableMinor > 0 && bill.CreditedMinor * 100m / bill.PayableMinor is var percent
            && percent > cap.CreditPercent) return new CreditAboveCap(Math.Round(percent, 2), cap.CreditPercent);
        if (cap.RefundMinor is { } most && refundedMinor > most)
            return new RefundAboveCap(Money.Format(refundedMinor, Currency.Of(bill.Currency)),
                Money.Format(most, Currency.Of(bill.Currency)));
        return Done.It;
    }

    private static DateOnly LocalDate(BranchInfo branch, DateTimeOffset at) =>
        DateOnly.FromDateTime(branch.Day.Local(at).DateTime);
}
