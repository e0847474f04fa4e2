
namespace Restpy.Pricing;

/// <summary>
/// All that decides a bill. Every channel (guest's phone, waiter's pad, API, paper) prices this same record.
/// </summary>
public sealed record Basket
{
    public required TaxProfile Profile { get; init; }

    /// <summary>Business date of the branch, which picks the rules.</summary>
    public required DateOnly BusinessDate { get; init; }

    public required IReadOnlyList<BasketLine> Lines { get; init; }

    public ServiceMode Mode { get; init; }

    /// <summary>State of the branch; null: the profile's.</summary>
    public string? RegionCode { get; init; }

    /// <summary>State of delivery or event, when it is another one.</summary>
    public string? DestinationRegionCode { get; init; }

    public bool BuyerInSez { get; init; }

    /// <summary>Each is taken off what those before it left, and spread over the lines by their value; service charges
    /// take no part.</summary>
    public IReadOnlyList<Discount> BillDiscounts { get; init; } = [];

    /// <summary>The only one of <see cref="BillDiscounts"/>.</summary>
    public Discount BillDiscount { init => BillDiscounts = value == Discount.None ? [] : [value]; }

    /// <summary>Voluntary service charge, 0 (off) unless this guest agreed to it (CCPA guidelines of 4 July 2022).
    /// Computed after discounts, one line per rate, never on liquor.</summary>
    public decimal ServiceChargePercent { get; init; }

    /// <summary>Part of the composite restaurant supply: taxed as <see cref="ChargeCategory"/>.</summary>
    public long PackingChargeMinor { get; init; }

    /// <summary>The restaurant's own delivery, taxed as <see cref="ChargeCategory"/>.</summary>
    public long DeliveryChargeMinor { get; init; }

    public string ChargeCategory { get; init; } = TaxCategory.Food;

    /// <summary>Given freely to the staff: outside the bill, never taxed, only collected with it.</summary>
    public long TipMinor { get; init; }

    /// <summary>False leaves the payable at the total even if the profile rounds.</summary>
    public bool RoundOff { get; init; } = true;
}
