namespace Restpy.Pricing;

/// <summary>
/// Gives the credited tax of a group to the lines that came back, as the e-invoice credit note wants it.
/// </summary>
internal static class CreditAllotment
{
    public static IEnumerable<CreditedLine> Lines(
        PricedBill bill, CreditedGroup group, int[] members, BillBalance old, BillBalance now, decimal[] units)
    {
        long[] values = [.. members.Select(i => old.LineValuesMinor[i] - now.LineValuesMinor[i])];
        var terms = bill.Groups[bill.Lines[members[0]].Group].Terms;
        var shares = new long[group.Taxes.Count][];
        for (int c = 0; c < shares.Length; c++)
        {
            shares[c] = new long[members.Length];
            if (terms.Rounding == TaxRounding.PerGroup)
                LargestRemainder.Spread(group.Taxes[c].AmountMinor, values, shares[c]);
            else
                for (int i = 0; i < members.Length; i++)
                    shares[c][i] = terms.On(old.LineValuesMinor[members[i]], terms.Components[c].Share)
                        - terms.On(now.LineValuesMinor[members[i]], terms.Components[c].Share);
        }

        return members.Select((member, i) =>
        {
            long tax = shares.Sum(share => share[i]);
            return new CreditedLine(
                bill.Lines[member].Id, units[i], bill.Lines[member].Group, values[i],
                terms.PriceMode == PriceMode.Inclusive ? values[i] - tax : values[i], tax,
                [.. group.Taxes.Select((t, c) => new TaxAmount(t.Name, shares[c][i]))]);
        });
    }
}
