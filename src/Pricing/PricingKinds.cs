namespace Restpy.Pricing;

/// <summary>
/// Whether menu prices carry the tax inside (EU, many Indian cafes) or have it added (most Indian bills).
/// </summary>
public enum PriceMode { Exclusive, Inclusive }

/// <summary>Where tax is rounded to one minor unit: once per rate group (default), or on every line.</summary>
public enum TaxRounding { PerGroup, PerLine }

/// <summary>How the guest is served. Rates and places of supply depend on it.</summary>
public enum ServiceMode { DineIn, Takeaway, Delivery, Catering }

/// <summary>
/// What a line is. A service charge takes no part in the bill discount and bears no service charge itself.
/// </summary>
public enum LineKind { Item, ServiceCharge, Packing, Delivery }

/// <summary>
/// The open list of tax categories; a detail after ':' ("goods:2202", "alcohol:beer") falls back to its stem.
/// </summary>
public static class TaxCategory
{
    public const string Food = "food";
    public const string SoftDrink = "soft_drink";
    public const string Alcohol = "alcohol";
    public const string Goods = "goods";
}
