namespace Restpy.Pricing;

/// <summary>Rounding, in one place. Intermediate values are decimal, results whole minor units.</summary>
internal static class TaxArithmetic
{
    /// <summary>
    /// Ten thousand million of the major unit: far above any meal, and low enough that no product overflows.
    /// </summary>
    public const long LargestAmountMinor = 1_000_000_000_000;

    public const decimal LargestQuantity = 1_000_000m;

    public static long HalfUp(decimal minor) => (long)decimal.Round(minor, 0, MidpointRounding.AwayFromZero);

    /// <summary>What of an amount lies between two fractions of it. Shares that follow each other come to the amount
    /// exactly, because running sums are rounded and not single shares.</summary>
    public static long Between(long minor, decimal from, decimal to) =>
        HalfUp(minor * Math.Min(1, to)) - HalfUp(minor * Math.Min(1, from));

    public static long PercentOf(long valueMinor, decimal percent) => HalfUp(valueMinor * percent / 100m);

    /// <summary>The payable: half-up to the whole unit (CGST Act s.170, carried over to bills). The difference is the
    /// Round off, shown and not taxed.</summary>
    public static long RoundPayable(long totalMinor, long unitMinor) =>
        unitMinor <= 1 ? totalMinor : (totalMinor + (unitMinor / 2)) / unitMinor * unitMinor;
}
