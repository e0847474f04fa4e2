namespace Restpy.Pricing;

/// <summary>A line while it is being priced.</summary>
internal struct LineDraft
{
    public BasketLine Source;
    public TaxRule Rule;
    public IReadOnlyList<TaxComponent> Components;
    public PriceMode PriceMode;
    public long GrossMinor;
    public long LineDiscountMinor;
    public long BillDiscountMinor;
    public long TaxMinor;
    public TaxAmount[] Taxes;
    public int Group;

    public readonly long NetMinor => GrossMinor - LineDiscountMinor;

    public readonly long AfterDiscountMinor => NetMinor - BillDiscountMinor;

    public readonly bool TakesBillDiscount => Source.TakesBillDiscount && Source.Kind != LineKind.ServiceCharge;

    /// <summary>Gross and the line's own discount; the caller has checked the line.</summary>
    public PricingRefusal? Value(BasketLine line)
    {
        Source = line;
        decimal gross = line.Quantity * line.UnitPriceMinor;
        if (gross > TaxArithmetic.LargestAmountMinor)
            return new(PricingRefusals.AmountTooLarge, $"{line.Quantity} at {line.UnitPriceMinor} is too large.",
                line.Id);

        GrossMinor = TaxArithmetic.HalfUp(gross);
        LineDiscountMinor = line.Complimentary ? GrossMinor : line.Discount.On(GrossMinor);
        return LineDiscountMinor <= GrossMinor ? null
            : new(PricingRefusals.DiscountAboveValue, $"A discount of {LineDiscountMinor} on a value of {GrossMinor}.",
                line.Id);
    }

    public PricedLine Priced() => new()
    {
        Id = Source.Id, Description = Source.Description, Kind = Source.Kind, Quantity = Source.Quantity,
        UnitPriceMinor = Source.UnitPriceMinor, Complimentary = Source.Complimentary, GrossMinor = GrossMinor,
        LineDiscountMinor = LineDiscountMinor, NetMinor = NetMinor, BillDiscountMinor = BillDiscountMinor,
        AfterDiscountMinor = AfterDiscountMinor, TaxMinor = TaxMinor, Taxes = Taxes, Group = Group,
        TaxableMinor = PriceMode == PriceMode.Inclusive ? AfterDiscountMinor - TaxMinor : AfterDiscountMinor,
        RuleKey = Rule.Key, PackVersion = Rule.PackVersion, RatePercent = Rule.RatePercent, HsnSac = Rule.HsnSac,
        AccountCode = Rule.AccountCode, ExemptionReason = Rule.ExemptionReason,
    };
}
