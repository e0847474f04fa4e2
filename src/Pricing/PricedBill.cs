namespace Restpy.Pricing;

/// <summary>The sub-total of one block, with the paper that block alone would need.</summary>
public sealed record BlockTotal(TaxBlock Block, DocumentKind Document, long TaxableMinor, long TaxMinor)
{
    public long TotalMinor => TaxableMinor + TaxMinor;
}

/// <summary>A priced basket: plain data in minor units, safe to store as it is and to credit years later.</summary>
public sealed record PricedBill
{
    public required string ProfileKey { get; init; }

    public required string PackVersion { get; init; }

    public required string Currency { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DocumentKind Document { get; init; }

    public string? DocumentHeading { get; init; }

    public required IReadOnlyList<PricedLine> Lines { get; init; }

    /// <summary>Sorted by block, tax and rate, whatever the order of the lines.</summary>
    public required IReadOnlyList<TaxGroup> Groups { get; init; }

    /// <summary>GST, VAT, untaxed and liquor, each with its own sub-total; only those present.</summary>
    public required IReadOnlyList<BlockTotal> Blocks { get; init; }

    public required long GrossMinor { get; init; }

    public required long LineDiscountMinor { get; init; }

    public required long BillDiscountMinor { get; init; }

    public required long TaxableMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>Unit the payable was rounded to; 0 for none.</summary>
    public required long RoundingUnitMinor { get; init; }

    public required long PayableMinor { get; init; }

    public long TipMinor { get; init; }

    /// <summary>Before round off.</summary>
    public long TotalMinor => TaxableMinor + TaxMinor;

    /// <summary>What a part of a split bill pays above or below its own rounding, so that all parts add up.</summary>
    public long ShiftMinor => PayableMinor - TaxArithmetic.RoundPayable(TotalMinor, RoundingUnitMinor);

    /// <summary>Between minus and plus half the rounding unit, on a part of a split bill up to a whole one; e-invoice
    /// field RndOffAmt.</summary>
    public long RoundOffMinor => PayableMinor - TotalMinor;

    /// <summary>Payable and tip: what the guest hands over.</summary>
    public long ToCollectMinor => PayableMinor + TipMinor;
}
