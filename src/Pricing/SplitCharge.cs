namespace Restpy.Pricing;

/// <summary>A charge on the whole bill, and what of it parts have taken: packing, delivery.</summary>
internal sealed class SplitCharge(PricedLine priced)
{
    private decimal _fraction;
    private long _takenMinor;

    public long LeftMinor => priced.GrossMinor - _takenMinor;

    /// <param name="share">Null: the part took what was left.</param>
    public void Take(LineShare? share, long minor)
    {
        if (share is { } part) _fraction += Fraction(part);
        _takenMinor += minor;
    }

    /// <returns>The part's charge, and what it has of the discounts on the whole by it; minor units.</returns>
    public (long Minor, long SharedMinor) Cut(LineShare? share)
    {
        if (share is not { } part) return (0, 0);
        var (from, to) = (_fraction, _fraction + Fraction(part));
        var minor = Math.Clamp(Up(priced.GrossMinor, to) - Up(priced.GrossMinor, from), 0, LeftMinor);
        Take(share, minor);
        return (minor, Math.Min(minor, Up(priced.BillDiscountMinor, to) - Up(priced.BillDiscountMinor, from)));
    }

    private static decimal Fraction(LineShare share) => share.Units / (decimal)share.Of;

    private static long Up(long minor, decimal fraction) => TaxArithmetic.HalfUp(minor * Math.Min(1, fraction));
}
