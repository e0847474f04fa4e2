
namespace Restpy.Pricing;

/// <summary>Adds up the parts.</summary>
internal static class BillAssembly
{
    public static PricedBill Assemble(Basket basket, TaxPack pack, ReadOnlySpan<LineDraft> drafts, TaxGroup[] groups)
    {
        var lines = new PricedLine[drafts.Length];
        long gross = 0, lineDiscount = 0, billDiscount = 0, taxable = 0, tax = 0;
        for (int i = 0; i < drafts.Length; i++)
        {
            lines[i] = drafts[i].Priced();
            gross += drafts[i].GrossMinor;
            lineDiscount += drafts[i].LineDiscountMinor;
            billDiscount += drafts[i].BillDiscountMinor;
        }

        foreach (var group in groups)
        {
            taxable += group.TaxableMinor;
            tax += group.TaxMinor;
        }

        long unit = basket.RoundOff ? basket.Profile.RoundingUnitMinor : 0;
        return new PricedBill
        {
            ProfileKey = basket.Profile.Key, PackVersion = pack.FullVersion, Currency = basket.Profile.Currency,
            BusinessDate = basket.BusinessDate, Document = Documents.Of(basket.Profile.Regime, groups),
            DocumentHeading = basket.Profile.DocumentHeading, Lines = lines, Groups = groups,
            Blocks = Blocks(basket.Profile.Regime, groups), GrossMinor = gross, LineDiscountMinor = lineDiscount,
            BillDiscountMinor = billDiscount, TaxableMinor = taxable, TaxMinor = tax, RoundingUnitMinor = unit,
            PayableMinor = TaxArithmetic.RoundPayable(taxable + tax, unit), TipMinor = basket.TipMinor,
        };
    }

    // Groups come sorted by block, so each block is one run of them.
    private static BlockTotal[] Blocks(TaxRegime regime, TaxGroup[] groups)
    {
        var blocks = new List<BlockTotal>(2);
        for (int i = 0; i < groups.Length;)
        {
            int start = i;
            long taxable = 0, tax = 0;
            for (; i < groups.Length && groups[i].Block == groups[start].Block; i++)
            {
                taxable += groups[i].TaxableMinor;
                tax += groups[i].TaxMinor;
            }

            blocks.Add(new BlockTotal(
                groups[start].Block, Documents.Of(regime, groups.AsSpan(start, i - start)), taxable, tax));
        }

        return [.. blocks];
    }
}
