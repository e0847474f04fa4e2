namespace Restpy.Pricing;

/// <summary>A bill after returns. It depends only on how many units came back in all, not on the order or number of
/// credit notes: that is why any chain of them ends at the same money. Minor units.</summary>
public sealed record BillBalance
{
    /// <summary>Value left of each line of the bill, in its order.</summary>
    public required IReadOnlyList<long> LineValuesMinor { get; init; }

    public required IReadOnlyList<TaxGroup> Groups { get; init; }

    /// <summary>All units returned so far: pass them on to the next credit note.</summary>
    public required IReadOnlyList<ReturnedUnits> Returned { get; init; }

    public required long TaxableMinor { get; init; }

    public required long TaxMinor { get; init; }

    public required long PayableMinor { get; init; }

    public long TotalMinor => TaxableMinor + TaxMinor;

    public long RoundOffMinor => PayableMinor - TotalMinor;

    internal static BillBalance Of(PricedBill bill, decimal[] unitsReturned)
    {
        var values = new long[bill.Lines.Count];
        var returned = new List<ReturnedUnits>();
        for (int i = 0; i < values.Length; i++)
        {
            var line = bill.Lines[i];
            // Cumulative, so three thirds give back the whole line and not three roundings of a third.
            values[i] = line.AfterDiscountMinor - TaxArithmetic.HalfUp(
                line.AfterDiscountMinor * unitsReturned[i] / line.Quantity);
            if (unitsReturned[i] > 0) returned.Add(new ReturnedUnits(line.Id, unitsReturned[i]));
        }

        var groups = new TaxGroup[bill.Groups.Count];
        long taxable = 0, tax = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            var sold = bill.Groups[g];
            groups[g] = TaxGroup.Of(sold.Block, sold.Tax, sold.Terms, ValuesOf(bill, g, values));
            taxable += groups[g].TaxableMinor;
            tax += groups[g].TaxMinor;
        }

        return new BillBalance
        {
            LineValuesMinor = values, Groups = groups, Returned = returned, TaxableMinor = taxable, TaxMinor = tax,
            // What a part of a split bill was shifted by goes back with its last unit.
            PayableMinor = taxable + tax == 0 ? 0 : Math.Max(0,
                TaxArithmetic.RoundPayable(taxable + tax, bill.RoundingUnitMinor) + bill.ShiftMinor),
        };
    }

    private static long[] ValuesOf(PricedBill bill, int group, long[] values) =>
        [.. values.Where((_, i) => bill.Lines[i].Group == group)];
}
