namespace Restpy.Pricing;

/// <summary>A reduction shown on the bill at the time of supply; it lowers the taxable value (CGST Act s.15(3)(a)).
/// Loyalty points are a discount; a prepaid wallet or voucher is a payment and does not belong here.</summary>
/// <param name="Percent">0 to 100, rounded half-up to one minor unit.</param>
/// <param name="AmountMinor">Fixed amount in minor units; only one of the two may be set.</param>
public readonly record struct Discount(decimal Percent, long AmountMinor)
{
    public static Discount None => default;

    public static Discount OfPercent(decimal percent) => new(percent, 0);

    public static Discount OfAmount(long amountMinor) => new(0, amountMinor);

    internal PricingRefusal? Fault(string? lineId) => this switch
    {
        { Percent: < 0 or > 100 } =>
            new(PricingRefusals.PercentOutOfRange, $"A discount of {Percent}% is not between 0 and 100.", lineId),
        { AmountMinor: < 0 } =>
            new(PricingRefusals.DiscountNegative, $"A discount of {AmountMinor} is negative.", lineId),
        { Percent: > 0, AmountMinor: > 0 } =>
            new(PricingRefusals.DiscountAmbiguous, "A discount is a percentage or an amount, not both.", lineId),
        _ => null,
    };

    internal long On(long valueMinor) => Percent == 0 ? AmountMinor : TaxArithmetic.PercentOf(valueMinor, Percent);
}
