namespace Restpy.Pricing;

/// <summary>
/// Gives each line its part of the group's tax. E-invoice lines need it, and their sums must match exactly.
/// </summary>
internal static class TaxAllotment
{
    public static void Give(
        TaxGroup group, ReadOnlySpan<int> members, ReadOnlySpan<long> valuesMinor, Span<LineDraft> lines)
    {
        int count = group.Taxes.Count;
        foreach (int member in members) lines[member].Taxes = count == 0 ? [] : new TaxAmount[count];

        Span<long> shares = members.Length <= 64 ? stackalloc long[members.Length] : new long[members.Length];
        for (int c = 0; c < count; c++)
        {
            // Equal halves are allotted once and copied: CGST = SGST holds on every line.
            if (c == 0 || group.Terms.Components[c].Share != group.Terms.Components[c - 1].Share)
                Shares(group, c, valuesMinor, shares);
            for (int i = 0; i < members.Length; i++)
            {
                ref var line = ref lines[members[i]];
                line.Taxes[c] = new TaxAmount(group.Taxes[c].Name, shares[i]);
                line.TaxMinor += shares[i];
            }
        }
    }

    private static void Shares(TaxGroup group, int component, ReadOnlySpan<long> valuesMinor, Span<long> shares)
    {
        if (group.Terms.Rounding == TaxRounding.PerGroup)
        {
            LargestRemainder.Spread(group.Taxes[component].AmountMinor, valuesMinor, shares);
            return;
        }

        for (int i = 0; i < shares.Length; i++)
            shares[i] = group.Terms.On(valuesMinor[i], group.Terms.Components[component].Share);
    }
}
