namespace Restpy.Pricing;

/// <summary>The component sets, shared so that lines of one kind are recognised by reference.</summary>
internal static class TaxComponents
{
    public static readonly TaxComponent[] None = [];
    public static readonly TaxComponent[] CgstSgst = [new("CGST", 0.5m), new("SGST", 0.5m)];
    public static readonly TaxComponent[] CgstUtgst = [new("CGST", 0.5m), new("UTGST", 0.5m)];
    public static readonly TaxComponent[] Igst = [new("IGST", 1m)];
    public static readonly TaxComponent[] Vat = [new("VAT", 1m)];

    /// <summary>
    /// Composition, operator and unregistered bills keep the rule's rate for reports but collect nothing.
    /// </summary>
    public static IReadOnlyList<TaxComponent> For(
        TaxRegime regime, TaxRule rule, in PlaceOfSupply place, bool unionTerritory, ServiceMode mode) =>
        rule.Block switch
        {
            TaxBlock.None => None,
            TaxBlock.Gst when !CollectsGst(regime) => None,
            TaxBlock.Gst when place.IsInterState(rule.Goods, mode) => Igst,
            TaxBlock.Gst => unionTerritory ? CgstUtgst : CgstSgst,
            _ => rule.Components.Count > 0 ? rule.Components : Vat,
        };

    public static bool CollectsGst(TaxRegime regime) =>
        regime is TaxRegime.InGstRegular or TaxRegime.InGstSpecifiedPremises;
}
