namespace Restpy.Pricing;

/// <summary>A line with every figure that is printed, reported or credited; minor units.</summary>
public sealed record PricedLine
{
    public required string Id { get; init; }

    public string Description { get; init; } = "";

    public LineKind Kind { get; init; }

    public required decimal Quantity { get; init; }

    public required long UnitPriceMinor { get; init; }

    public bool Complimentary { get; init; }

    /// <summary>Quantity times price, rounded half-up.</summary>
    public required long GrossMinor { get; init; }

    public required long LineDiscountMinor { get; init; }

    /// <summary>Gross less the line's own discount.</summary>
    public required long NetMinor { get; init; }

    public required long BillDiscountMinor { get; init; }

    /// <summary>Net less the share of the bill discount; carries the tax inside when prices are inclusive.</summary>
    public required long AfterDiscountMinor { get; init; }

    /// <summary>Exclusive: what is after discount. Inclusive: that less the allotted tax. On inclusive lines worth one
    /// minor unit the equal halves may take it to -1, the price of CGST = SGST on every line.</summary>
    public required long TaxableMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>The group's tax allotted to this line; all lines add up to the group exactly.</summary>
    public required IReadOnlyList<TaxAmount> Taxes { get; init; }

    /// <summary>Position in <see cref="PricedBill.Groups"/>.</summary>
    public required int Group { get; init; }

    public required string RuleKey { get; init; }

    public required string PackVersion { get; init; }

    public required decimal RatePercent { get; init; }

    public string? HsnSac { get; init; }

    public string? AccountCode { get; init; }

    public string? ExemptionReason { get; init; }

    public long TotalMinor => TaxableMinor + TaxMinor;
}
