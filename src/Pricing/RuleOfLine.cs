
namespace Restpy.Pricing;

/// <summary>Finds the rule and the tax components of every line.</summary>
internal static class RuleOfLine
{
    public static PricingRefusal? Resolve(Basket basket, TaxPack pack, Span<LineDraft> lines)
    {
        var profile = basket.Profile;
        string? region = basket.RegionCode ?? profile.RegionCode;
        var place = new PlaceOfSupply(region, basket.DestinationRegionCode, basket.BuyerInSez);
        bool unionTerritory = region is not null && pack.UsesUtgst(region);

        foreach (ref var line in lines)
        {
            var mode = line.Source.Mode ?? basket.Mode;
            var rule = pack.Find(profile.Key, line.Source.Category, mode, basket.BusinessDate, region);
            if (rule is null)
                return pack.Rule(profile, line.Source.Category, mode, basket.BusinessDate, region)
                    .Refusal! with
                { LineId = line.Source.Id };

            line.Rule = rule;
            line.PriceMode = rule.PriceMode ?? profile.PriceMode;
            line.Components = TaxComponents.For(profile.Regime, rule, place, unionTerritory, mode);
        }

        return null;
    }
}
