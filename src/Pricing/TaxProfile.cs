namespace Restpy.Pricing;

/// <summary>How one seller bills. The pack ships one per regime; a restaurant keeps a copy with its own region,
/// price mode and rounding (<c>profile with { RegionCode = "29" }</c>), the key keeps pointing at the rules.</summary>
public sealed record TaxProfile
{
    /// <summary>Names the rules that apply, such as IN_REST_5.</summary>
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>
    /// State of the branch; in India the two digits of the GST state code, and then obligatory for GST.
    /// </summary>
    public string? RegionCode { get; init; }

    /// <summary>ISO 4217; minor units are its hundredths (or its own smallest unit).</summary>
    public required string Currency { get; init; }

    public required TaxRegime Regime { get; init; }

    public PriceMode PriceMode { get; init; }

    public TaxRounding Rounding { get; init; }

    /// <summary>
    /// The payable is rounded half-up to a multiple of this: 100 for the rupee, 5 for five cents, 0 for none.
    /// </summary>
    public long RoundingUnitMinor { get; init; }

    /// <summary>Words the law wants on top of the document, as for composition (CGST Rules, rule 5(1)(f)).</summary>
    public string? DocumentHeading { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Last valid day; null while open.</summary>
    public DateOnly? ValidTo { get; init; }

    public bool IsValidOn(DateOnly businessDate) =>
        businessDate >= ValidFrom && (ValidTo is null || businessDate <= ValidTo);
}
