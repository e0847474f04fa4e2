namespace Restpy.Pricing;

/// <summary>Under which law the seller bills.</summary>
public enum TaxRegime
{
    /// <summary>Registered under the CGST Act, tax collected.</summary>
    InGstRegular,

    /// <summary>Restaurant at specified premises: 18% with input credit, fixed for a whole financial year.</summary>
    InGstSpecifiedPremises,

    /// <summary>Composition (CGST Act s.10): the owner pays on turnover and may not show or collect tax.</summary>
    InComposition,

    /// <summary>Sold through an e-commerce operator that pays and invoices (CGST Act s.9(5)).</summary>
    InEcoOperator,

    /// <summary>Below the registration threshold: plain bill.</summary>
    Unregistered,

    /// <summary>Value added tax, one component per rate.</summary>
    EuVat,

    /// <summary>A place without such a tax.</summary>
    None,
}

/// <summary>Parts of a bill that are totalled apart, in the order they are printed. Alcohol is outside GST
/// (Constitution art. 366(12A)), so state VAT on it is a block of its own.</summary>
public enum TaxBlock { Gst, Vat, None, Liquor }

/// <summary>The paper a bill becomes. Rules 46 and 49 of the CGST Rules for the first two.</summary>
public enum DocumentKind { TaxInvoice, BillOfSupply, PlainBill, OrderSlip }

/// <summary>One named part of a rate: CGST is half (0.5) of it, VAT the whole (1).</summary>
/// <param name="Name">As printed: CGST, SGST, UTGST, IGST, VAT.</param>
/// <param name="Share">Part of the rate, above 0 and at most 1.</param>
public sealed record TaxComponent(string Name, decimal Share);

/// <summary>An amount of one component, in minor units.</summary>
public readonly record struct TaxAmount(string Name, long AmountMinor);
