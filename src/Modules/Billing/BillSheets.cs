using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>
/// Everything that is shown or printed of a bill. Of an open one, lines and taxes are those of this moment and saved
/// nowhere.
/// </summary>
/// <param name="Unpriced">Why the open bill has no price now; its lines are then empty.</param>
internal sealed record BillSheet(
    Bill Bill, RestaurantInfo Restaurant, BranchInfo Branch, IReadOnlyList<BillLine> Lines,
    IReadOnlyList<BillTax> Taxes, IReadOnlyList<TakenTender> Tenders,
    IReadOnlyList<IssuedCreditNote> CreditNotes, Error? Unpriced)
{
    /// <summary>What the guests hold says something else by now.</summary>
    public bool IsOutdated { get; init; }

    public Currency Currency => Restaurant.Currency;

    public TaxRegime Regime =>
        TaxPack.Default.Profile(Branch.TaxProfile, Bill.BusinessDate).ValueOrNull?.Regime ?? TaxRegime.None;

    /// <summary>Whether prices carry the tax inside, so that it is not added again on paper.</summary>
    public bool Inclusive =>
        TaxPack.Default.Profile(Branch.TaxProfile, Bill.BusinessDate).ValueOrNull?.PriceMode == PriceMode.Inclusive;

    public string Amount(long minor) => Money.Format(minor, Currency);
}

/// <summary>Reads bills to show them. Saves nothing.</summary>
internal sealed class BillSheets(RestpyDb db, BillLoader desk, RestaurantDirectory restaurants, ITenders tenders)
{
    public async Task<BillSheet?> FindAsync(Guid billId, CancellationToken ct)
    {
        if (await desk.FindAsync(billId, ct) is not { } bill) return null;
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var branch = restaurant.Branch(bill.BranchId);
        if (bill.FollowsOrder) return await OfOpenAsync(bill, restaurant, branch, ct);
        var notes = await db.Set<IssuedCreditNote>().AsNoTracking().Include(n => n.Lines.OrderBy(l => l.Position))
            .Where(n => n.BillId == billId).OrderBy(n => n.IssuedAt).AsSplitQuery().ToListAsync(ct);
        return new(bill, restaurant, branch, bill.Lines, bill.Taxes, bill.IsIssued
            ? await tenders.OfBillAsync(billId, ct) : [], notes, null);
    }

    private async Task<BillSheet> OfOpenAsync(
        Bill bill, RestaurantInfo restaurant, BranchInfo branch, CancellationToken ct)
    {
        var quoted = await desk.PriceAsync(bill, branch, ct);
        var taken = bill.PaidMinor > 0 || bill.State == BillState.PartPaid
            || bill.Proformas > 0 ? await tenders.OfBillAsync(bill.Id, ct) : [];
        if (!quoted.Ok) return new(bill, restaurant, branch, [], [], taken, [], quoted.Error);
        var (order, priced) = quoted.Value;
        bill.Follow(order);
        bill.Show(priced);
        var sources = order.Lines.ToDictionary(l => l.LineId.ToString("N"));
        List<BillLine> lines =
            [.. priced.Lines.Select((l, i) => BillLine.Of(bill, i, l, priced, sources.GetValueOrDefault(l.Id)))];
        List<BillTax> taxes = [.. priced.Groups.SelectMany((g, place) => BillTax.Of(bill, place, g))];
        return new(bill, restaurant, branch, lines, taxes, taken, [], DiscountCaps.Check(bill, quoted.Value).Error)
        {
            IsOutdated = Proforma.IsOutdated(bill, priced),
        };
    }
}
