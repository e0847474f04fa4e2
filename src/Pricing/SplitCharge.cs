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
        if (share is { } part) _fraction += part.Portion;
        _takenMinor += minor;
    }

    /// <returns>The part's charge, and what it has of the discounts on the whole by it; minor units.</returns>
    public (long Minor, long SharedMinor) Cut(LineShare? share)
    {
        if (share is not { } part) return (0, 0);
        var (from, to) = (_fraction, _fraction + part.Portion);
        var minor = Math.Clamp(TaxArithmetic.Between(priced.GrossMinor, from, to), 0, LeftMinor);
        Take(share, minor);
        return (minor, Math.Min(minor, TaxArithmetic.Between(priced.BillDiscountMinor, from, to)));
    }
}
