namespace Restpy.Pricing;

/// <summary>All lines of one tax, rate and component set; minor units.</summary>
public sealed record TaxGroup
{
    public required TaxBlock Block { get; init; }

    /// <summary>GST, VAT or NONE.</summary>
    public required string Tax { get; init; }

    public required TaxTerms Terms { get; init; }

    /// <summary>Sum of the lines after discounts.</summary>
    public required long ValueMinor { get; init; }

    public required long TaxableMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>Empty when nothing is collected (composition, operator, unregistered).</summary>
    public required IReadOnlyList<TaxAmount> Taxes { get; init; }

    /// <summary>For composition and operator bills: what somebody else pays. Do not print it there.</summary>
    public decimal RatePercent => Terms.RatePercent;

    public long TotalMinor => TaxableMinor + TaxMinor;

    internal static TaxGroup Of(TaxBlock block, string tax, TaxTerms terms, ReadOnlySpan<long> valuesMinor)
    {
        long value = 0, collected = 0;
        foreach (long v in valuesMinor) value += v;

        var components = terms.Components;
        Span<long> amounts = components.Count <= 8 ? stackalloc long[components.Count] : new long[components.Count];
        terms.Amounts(valuesMinor, amounts);
        TaxAmount[] taxes = components.Count == 0 ? [] : new TaxAmount[components.Count];
        for (int c = 0; c < taxes.Length; c++)
        {
            taxes[c] = new TaxAmount(components[c].Name, amounts[c]);
            collected += amounts[c];
        }

        return new TaxGroup
        {
            Block = block, Tax = tax, Terms = terms, ValueMinor = value, TaxMinor = collected, Taxes = taxes,
            TaxableMinor = terms.PriceMode == PriceMode.Inclusive ? value - collected : value,
        };
    }
}
