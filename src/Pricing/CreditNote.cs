namespace Restpy.Pricing;

/// <summary>Units of a line given back; fractions allowed, as in 0.5 kg.</summary>
public readonly record struct ReturnedUnits(string LineId, decimal Units);

/// <summary>What one line gives back in this credit note; minor units.</summary>
/// <param name="ValueMinor">Part of the line after discounts; carries the tax inside when prices are inclusive.</param>
/// <param name="Taxes">The group's credited tax allotted to the lines of this note.</param>
public sealed record CreditedLine(
    string LineId, decimal Units, int Group, long ValueMinor, long TaxableMinor, long TaxMinor,
    IReadOnlyList<TaxAmount> Taxes);

/// <summary>What one rate group gives back; minor units.</summary>
public sealed record CreditedGroup(
    TaxBlock Block, string Tax, decimal RatePercent, long TaxableMinor, long TaxMinor, IReadOnlyList<TaxAmount> Taxes);

/// <summary>A credit note (CGST Act s.34, rule 53): the difference of the bill before and after the return.</summary>
public sealed record CreditNote
{
    public required IReadOnlyList<CreditedLine> Lines { get; init; }

    public required IReadOnlyList<CreditedGroup> Groups { get; init; }

    public required long TaxableMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>Old payable less new payable: what the guest gets.</summary>
    public required long MoneyBackMinor { get; init; }

    /// <summary>The bill as it stands after this note.</summary>
    public required BillBalance Now { get; init; }

    public long TotalMinor => TaxableMinor + TaxMinor;

    public long RoundOffMinor => MoneyBackMinor - TotalMinor;
}
