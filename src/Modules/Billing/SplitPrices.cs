using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>The parts of a split bill, priced together so that they add up.</summary>
internal sealed class SplitPrices
{
    private readonly Dictionary<Guid, PricedPart> _parts;

    private SplitPrices(Dictionary<Guid, PricedPart> parts) => _parts = parts;

    /// <param name="bill">One of the parts, as it is in this use case.</param>
    public static async Task<Outcome<SplitPrices>> PriceAsync(BillLoader desk, Bill bill, BillableOrder order,
        BranchInfo branch, DateOnly businessDate, CancellationToken ct)
    {
        var parts = (await desk.PartsAsync(bill.OrderId, ct)).Select(p => p.Id == bill.Id ? bill : p).ToList();
        return Price(parts, order, branch, businessDate);
    }

    /// <param name="parts">All that were not taken back, the first one first.</param>
    public static Outcome<SplitPrices> Price(
        IReadOnlyList<Bill> parts, BillableOrder order, BranchInfo branch, DateOnly businessDate)
    {
        var whole = BillLoader.BasketOf(parts[0], order, branch, businessDate);
        if (!whole.Ok) return whole.Error;
        // What is on no other is on the first one, and when that is issued on the last that is not.
        List<Bill> ordered = [.. parts.Where(p => p.Part > 0), .. parts.Where(p => p.Part == 0)];
        var split = BillSplit.Price(whole.Value, [.. ordered.Select(Part)], TaxPack.Default);
        if (!split.Succeeded) return new CannotPrice(split.Refusal.Detail);
        return new SplitPrices(ordered.Zip(split.Value.Parts).ToDictionary(p => p.First.Id, p => p.Second));
    }

    public PricedOrder Of(Bill bill, BillableOrder order) => new(order, _parts[bill.Id].Bill)
    {
        SharedDiscountMinor = _parts[bill.Id].SharedDiscountMinor, GivenMinor = _parts[bill.Id].GivenMinor,
    };

    private static SplitPart Part(Bill bill) => new()
    {
        Shares = bill.Shares.ToDictionary(s => s.OrderLineId.ToString("N"), s => s.Share),
        // Split equally or by amount, all lines have one fraction, and so have the charges.
        ChargesShare = bill.Shares.FirstOrDefault() is { OfUnits: > 0 } share ? share.Share : null,
        OwnDiscount = bill.Part > 0 ? bill.Discount : Discount.None, ServiceChargePercent = bill.ServiceChargePercent,
        PayableMinor = bill.SplitAmountMinor, Issued = bill.IsIssued ? bill.Priced() : null,
        IssuedDiscountMinor = bill.SharedDiscountMinor, IssuedGivenMinor = bill.GivenMinor,
    };
}
