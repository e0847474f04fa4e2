namespace Restpy.Pricing;

/// <summary>
/// Spreads the discounts on the whole bill over its lines, by what each line is worth after those before.
/// </summary>
internal static class BillDiscount
{
    public static PricingRefusal? Spread(IReadOnlyList<Discount> discounts, Span<LineDraft> lines)
    {
        foreach (var discount in discounts)
            if (Spread(discount, lines) is { } unfit) return unfit;
        return null;
    }

    private static PricingRefusal? Spread(Discount discount, Span<LineDraft> lines)
    {
        if (discount == Discount.None) return null;

        Span<long> values = lines.Length <= 64 ? stackalloc long[lines.Length] : new long[lines.Length];
        Span<long> shares = lines.Length <= 64 ? stackalloc long[lines.Length] : new long[lines.Length];
        long value = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            values[i] = lines[i].TakesBillDiscount ? lines[i].AfterDiscountMinor : 0;
            value += values[i];
        }

        long amount = discount.On(value);
        if (amount > value)
            return new(PricingRefusals.DiscountAboveValue, $"A bill discount of {amount} on lines worth {value}.");

        LargestRemainder.Spread(amount, values, shares);
        for (int i = 0; i < lines.Length; i++) lines[i].BillDiscountMinor += shares[i];
        return null;
    }
}
