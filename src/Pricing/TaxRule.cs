namespace Restpy.Pricing;

/// <summary>A rate with its dates: data, never code. A changed rate is a new rule beside the ended one.</summary>
public sealed record TaxRule
{
    /// <summary>Unique in its pack; written to every line it taxed.</summary>
    public required string Key { get; init; }

    /// <summary>Set by the pack that holds the rule.</summary>
    public string PackVersion { get; init; } = "";

    public required IReadOnlyList<string> Profiles { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Empty: every mode. A rule for a mode beats one for every mode.</summary>
    public IReadOnlyList<ServiceMode> Modes { get; init; } = [];

    /// <summary>State it holds in; null: everywhere. A rule for a state beats one for everywhere.</summary>
    public string? Region { get; init; }

    public required TaxBlock Block { get; init; }

    /// <summary>Name of the tax on paper: GST, VAT, NONE.</summary>
    public required string Tax { get; init; }

    /// <summary>Percent of the taxable value. May pass 100 (some states tax liquor so).</summary>
    public required decimal RatePercent { get; init; }

    /// <summary>Empty: chosen by place of supply for GST, one VAT for VAT and liquor, nothing for NONE.</summary>
    public IReadOnlyList<TaxComponent> Components { get; init; } = [];

    /// <summary>Code on the invoice: SAC 996331 for restaurant service, HSN for goods.</summary>
    public string? HsnSac { get; init; }

    /// <summary>
    /// Goods follow where they are delivered, restaurant service where it is performed (IGST Act s.10, s.12(4)).
    /// </summary>
    public bool Goods { get; init; }

    /// <summary>Overrides the profile, for menus with food exclusive and liquor inclusive.</summary>
    public PriceMode? PriceMode { get; init; }

    public string? AccountCode { get; init; }

    public string? ExemptionReason { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last valid day; null while open.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the rate was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>False: general knowledge or a sample; the owner confirms it before use.</summary>
    public bool Verified { get; init; }

    public bool IsValidOn(DateOnly businessDate) =>
        businessDate >= ValidFrom && (ValidTo is null || businessDate <= ValidTo);
}
