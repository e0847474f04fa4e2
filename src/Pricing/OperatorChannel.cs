namespace Restpy.Pricing;

/// <summary>Which profile bills an order that came through an e-commerce operator (CGST Act s.9(5)).</summary>
public static class OperatorChannel
{
    public const string ProfileKey = "IN_ECO_9_5";

    /// <summary>
    /// The operator pays the tax, except for restaurants at specified premises, which charge 18% themselves.
    /// </summary>
    public static PricingOutcome<TaxProfile> ProfileFor(TaxProfile own, TaxPack pack, DateOnly businessDate)
    {
        if (own.Regime == TaxRegime.InGstSpecifiedPremises) return own;
        var shipped = pack.Profile(ProfileKey, businessDate);
        if (!shipped.Succeeded) return shipped;
        return shipped.Value with
        {
            RegionCode = own.RegionCode,
            PriceMode = own.PriceMode,
            RoundingUnitMinor = own.RoundingUnitMinor,
        };
    }
}
