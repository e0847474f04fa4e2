namespace Restpy.Pricing;

/// <summary>All that is needed to compute the tax of a rate group again: kept with the bill, so that a credit note
/// years later uses the terms of that day and not those of the current pack.</summary>
public sealed record TaxTerms
{
    public required decimal RatePercent { get; init; }

    public required PriceMode PriceMode { get; init; }

    public required TaxRounding Rounding { get; init; }

    /// <summary>Empty when no tax is collected.</summary>
    public required IReadOnlyList<TaxComponent> Components { get; init; }

    /// <summary>Tax of each component on the values (minor units, after discounts) of one rate group.</summary>
    internal void Amounts(ReadOnlySpan<long> valuesMinor, Span<long> amountsMinor)
    {
        for (int c = 0; c < Components.Count; c++)
        {
            decimal share = Components[c].Share;
            bool sameAsBefore = c > 0 && Components[c - 1].Share == share;
            amountsMinor[c] = sameAsBefore ? amountsMinor[c - 1] : Amount(valuesMinor, share);
        }
    }

    private long Amount(ReadOnlySpan<long> valuesMinor, decimal share)
    {
        long sum = 0;
        foreach (long value in valuesMinor) sum += Rounding == TaxRounding.PerLine ? On(value, share) : value;
        return Rounding == TaxRounding.PerLine ? sum : On(sum, share);
    }

    // Two halves rounded up may exceed the full rate by one minor unit: accepted, because CGST must equal SGST.
    internal long On(long valueMinor, decimal share) => valueMinor == 0 ? 0 : TaxArithmetic.HalfUp(
        PriceMode == PriceMode.Exclusive
            ? valueMinor * RatePercent * share / 100m
            : valueMinor * RatePercent * share / (100m + RatePercent));
}
