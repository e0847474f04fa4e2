
namespace Restpy.Pricing;

/// <summary>The one pricing and tax engine: the same basket gives the same bill on the phone, the pad, the API and
/// paper.
/// Pure: no clock, no database, nothing remembered between calls.</summary>
public static class PricingEngine
{
    /// <summary>Prices a basket by the rules valid on its business date, or says why it cannot.</summary>
    public static PricingOutcome<PricedBill> Price(Basket basket, TaxPack pack)
    {
        if (BasketCheck.Fault(basket) is { } fault) return fault;

        // Room for packing, delivery and a service charge line per rate without growing in the usual case.
        var drafts = new List<LineDraft>(basket.Lines.Count + 4);
        long gross = 0;
        foreach (var line in basket.Lines)
            if (Add(drafts, line, ref gross) is { } refused) return refused;
        foreach (var line in Charges.Of(basket))
            if (Add(drafts, line, ref gross) is { } refused) return refused;

        var lines = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drafts);
        if (BillDiscount.Spread(basket.BillDiscounts, lines) is { } unfit) return unfit;
        if (RuleOfLine.Resolve(basket, pack, lines) is { } ruleless) return ruleless;

        ServiceCharge.Append(basket, drafts);
        lines = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drafts);
        var groups = TaxGrouping.Group(basket.Profile.Rounding, lines);
        return BillAssembly.Assemble(basket, pack, lines, groups);
    }

    private static PricingRefusal? Add(List<LineDraft> drafts, BasketLine line, ref long grossMinor)
    {
        var draft = default(LineDraft);
        if (draft.Value(line) is { } fault) return fault;
        drafts.Add(draft);
        grossMinor += draft.GrossMinor;
        return grossMinor <= TaxArithmetic.LargestAmountMinor ? null
            : new(PricingRefusals.AmountTooLarge, $"The bill passes {TaxArithmetic.LargestAmountMinor}.");
    }
}
