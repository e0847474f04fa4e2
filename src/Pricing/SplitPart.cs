namespace Restpy.Pricing;

/// <summary>How much of a line is on one part of a split bill.</summary>
/// <param name="Units">Whole units of the line, or the upper number of a fraction of it.</param>
/// <param name="Of">The lower number of the fraction; 0 where whole units are meant.</param>
public readonly record struct LineShare(long Units, long Of)
{
    public static LineShare Pieces(long units) => new(units, 0);

    public static LineShare Fraction(long part, long of) => new(part, of);

    /// <summary>The fraction as a number; only of one.</summary>
    internal decimal Portion => Units / (decimal)Of;
}

/// <summary>One part of a split bill, before pricing.</summary>
public sealed record SplitPart
{
    /// <summary>By line id. Lines that are not named are not on it.</summary>
    public IReadOnlyDictionary<string, LineShare> Shares { get; init; } = new Dictionary<string, LineShare>();

    /// <summary>Its fraction of packing and delivery; null: none of them.</summary>
    public LineShare? ChargesShare { get; init; }

    /// <summary>Of this part alone, on top of its share of the discounts on the whole.</summary>
    public Discount OwnDiscount { get; init; }

    /// <summary>Its own service charge; null: as on the whole.</summary>
    public decimal? ServiceChargePercent { get; init; }

    /// <summary>What it pays, where it was split by amount; null: what is on it.</summary>
    public long? PayableMinor { get; init; }

    /// <summary>As it was issued: nothing of it changes any more. Null: it is priced now.</summary>
    public PricedBill? Issued { get; init; }

    /// <summary>What it had of the discounts on the whole when it was issued.</summary>
    public long IssuedDiscountMinor { get; init; }

    /// <summary>How much more it came to than its share of the whole, when it was issued; less is negative.</summary>
    public long IssuedGivenMinor { get; init; }
}

/// <summary>A part as it is priced now.</summary>
/// <param name="SharedDiscountMinor">What it has of the discounts on the whole; minor units.</param>
public sealed record PricedPart(PricedBill Bill, long SharedDiscountMinor)
{
    /// <summary>How much more it comes to than its share of the whole, by what is its own; less is negative.</summary>
    public long GivenMinor { get; init; }
}

/// <summary>All parts of a split bill, in the order they were named; the issued ones as they were issued.</summary>
/// <param name="Whole">The bill as it would be if nobody had split it.</param>
public sealed record PricedSplit(PricedBill Whole, IReadOnlyList<PricedPart> Parts);
