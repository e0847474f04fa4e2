using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Payments;

/// <summary>Takes and gives back money, and answers what was taken.</summary>
internal sealed class Tenders(RestpyDb db) : ITenders
{
    private const int LongestReference = 40;

    // Ten thousand million of the major unit, as in the pricing engine.
    private const long LargestMinor = 1_000_000_000_000;

    public Outcome<IReadOnlyList<TakenTender>> Take(
        MoneyOfBill bill, long dueMinor, IReadOnlyList<TenderOffer> offers, Actor actor)
    {
        foreach (var offer in offers)
            if (Check(offer) is { Error: { } fault }) return fault;
        var taken = new List<Tender>();
        // Cash last, because only cash gives change.
        foreach (var offer in offers.OrderBy(o => o.Kind == TenderKind.Cash))
        {
            var amount = Math.Min(offer.AmountMinor, dueMinor);
            // Nothing left to pay: a second cash tender here would be all change.
            if (amount <= 0 || (offer.Kind != TenderKind.Cash && offer.AmountMinor > dueMinor))
                return new TenderAboveDue { Field = "amount" };
            taken.Add(Tender.Of(bill, null, offer, amount, db.Time.GetUtcNow(), actor));
            dueMinor -= amount;
        }
        db.AddRange(taken);
        return new List<TakenTender>(taken.Select(t => t.Taken()));
    }

    public Outcome<TakenTender> GiveBack(MoneyOfBill bill, Guid creditNoteId, TenderOffer offer, Actor actor)
    {
        if (Check(offer) is { Error: { } fault }) return fault;
        var tender = Tender.Of(bill, creditNoteId, offer, offer.AmountMinor, db.Time.GetUtcNow(), actor);
        db.Add(tender);
        return tender.Taken();
    }

    public async Task<Outcome<TakenTender>> CorrectAsync(
        Guid tenderId, TenderOffer right, string reason, Actor actor, CancellationToken ct)
    {
        // That it never came is a correction too.
        var asked = right.AmountMinor == 0 ? right with { AmountMinor = 1 } : right;
        if (Check(asked) is { Error: { } fault }) return fault;
        if (await db.Set<Tender>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == tenderId, ct) is not { } wrong)
            return new NotFound("tender");
        var tender = Tender.InPlaceOf(wrong, right, reason, db.Time.GetUtcNow(), actor);
        db.Add(tender);
        return tender.Taken();
    }

    public async Task<IReadOnlyList<TakenTender>> OfBillAsync(Guid billId, CancellationToken ct)
    {
        var tenders = await db.Set<Tender>().AsNoTracking().Where(t => t.BillId == billId).OrderBy(t => t.At)
            .ThenBy(t => t.Id).ToListAsync(ct);
        var corrected = tenders.Select(t => t.CorrectsId).ToHashSet();
        return [.. tenders.Select(t => t.Taken(corrected.Contains(t.Id)))];
    }

    public async Task<(long ForOthersMinor, long ElsewhereMinor)> AcrossAsync(
        Guid drawerSessionId, IReadOnlyCollection<Guid> billIds, CancellationToken ct)
    {
        var payments = Standing(db.Set<Tender>()).Where(t => t.CreditNoteId == null);
        return (
            await payments.Where(t => t.DrawerSessionId == drawerSessionId && !billIds.Contains(t.BillId))
                .SumAsync(t => t.AmountMinor, ct),
            await payments.Where(t => t.DrawerSessionId != drawerSessionId && billIds.Contains(t.BillId))
                .SumAsync(t => t.AmountMinor, ct));
    }

    public Task<IReadOnlyList<TenderSum>> OfSessionAsync(Guid drawerSessionId, CancellationToken ct) =>
        SumAsync(db.Set<Tender>().Where(t => t.DrawerSessionId == drawerSessionId), ct);

    public Task<IReadOnlyList<TenderSum>> BetweenAsync(
        Guid? branchId, DateOnly from, DateOnly to, CancellationToken ct) =>
        SumAsync(db.Set<Tender>()
            .Where(t => (branchId == null || t.BranchId == branchId) && t.BusinessDate >= from && t.BusinessDate <= to),
            ct);

    private async Task<IReadOnlyList<TenderSum>> SumAsync(IQueryable<Tender> tenders, CancellationToken ct)
    {
        var groups = await Standing(tenders).GroupBy(t => new { t.Kind, Refund = t.CreditNoteId != null })
            .Select(g => new
            {
                g.Key, Count = g.Count(), Amount = g.Sum(t => t.AmountMinor), Received = g.Sum(t => t.ReceivedMinor),
                Change = g.Sum(t => t.ChangeMinor),
            }).ToListAsync(ct);
        return [.. groups.GroupBy(g => g.Key.Kind).OrderBy(g => g.Key).Select(g =>
        {
            var paid = g.FirstOrDefault(x => !x.Key.Refund);
            var back = g.FirstOrDefault(x => x.Key.Refund);
            return new TenderSum(g.Key, paid?.Count ?? 0, paid?.Amount ?? 0, paid?.Received ?? 0, paid?.Change ?? 0,
                back?.Count ?? 0, back?.Amount ?? 0);
        })];
    }

    /// <summary>Without what was corrected, and without what turned out never to have come.</summary>
    private IQueryable<Tender> Standing(IQueryable<Tender> tenders) =>
        tenders.Where(t => t.AmountMinor != 0 && !db.Set<Tender>().Any(right => right.CorrectsId == t.Id));

    private static Outcome<Done> Check(TenderOffer offer) =>
        offer.AmountMinor is <= 0 or > LargestMinor
            || !Enum.IsDefined(offer.Kind) ? new TenderAmountWrong { Field = "amount" }
        : offer.Reference.Length > LongestReference ? new ReferenceTooLong(LongestReference) { Field = "reference" }
        : CardNumber.IsIn(offer.Reference) ? new ReferenceIsCardNumber { Field = "reference" }
        : Done.It;
}
