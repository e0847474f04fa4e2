namespace Restpy.Pricing;

/// <summary>One thing on the bill, before pricing.</summary>
public sealed record BasketLine
{
    /// <summary>Unique in the basket; credit notes name lines by it.</summary>
    public required string Id { get; init; }

    public string Description { get; init; } = "";

    public LineKind Kind { get; init; }

    /// <summary>Above 0; may be a fraction, as 0.5 kg.</summary>
    public decimal Quantity { get; init; } = 1;

    /// <summary>Price of one, modifiers included, in minor units.</summary>
    public required long UnitPriceMinor { get; init; }

    public Discount Discount { get; init; }

    public string Category { get; init; } = TaxCategory.Food;

    /// <summary>Null: the mode of the basket.</summary>
    public ServiceMode? Mode { get; init; }

    /// <summary>Complimentary (NC): stays on the bill with value 0 after a discount of everything.</summary>
    public bool Complimentary { get; init; }

    /// <summary>False for things never discounted, such as liquor where the state forbids it.</summary>
    public bool TakesBillDiscount { get; init; } = true;
}
