namespace Restpy.Pricing;

/// <summary>
/// Credit notes and partial refunds from the bill alone: no pack is read, so a rate changed since does not matter.
/// </summary>
public static class CreditNotes
{
    /// <summary>Credits units of one or more lines.</summary>
    /// <param name="bill">As issued.</param>
    /// <param name="before">All units of earlier credit notes, that is <see cref="BillBalance.Returned"/> of the last
    /// one.</param>
    /// <param name="returning">Units of this note; several entries for one line are added.</param>
    public static PricingOutcome<CreditNote> Credit(
        PricedBill bill, IReadOnlyList<ReturnedUnits> before, IReadOnlyList<ReturnedUnits> returning)
    {
        if (returning.Count == 0)
            return new PricingRefusal(PricingRefusals.NothingReturned, "A credit note needs a line.");
        var unitsBefore = new decimal[bill.Lines.Count];
        if (ReturnTally.Add(bill, before, unitsBefore) is { } wrongBefore) return wrongBefore;
        var unitsAfter = (decimal[])unitsBefore.Clone();
        if (ReturnTally.Add(bill, returning, unitsAfter) is { } wrong) return wrong;

        var old = BillBalance.Of(bill, unitsBefore);
        var now = BillBalance.Of(bill, unitsAfter);
        var groups = new CreditedGroup?[bill.Groups.Count];
        var lines = new List<CreditedLine>();
        for (int g = 0; g < groups.Length; g++)
        {
            int[] members = [.. Enumerable.Range(0, unitsAfter.Length)
                .Where(i => bill.Lines[i].Group == g && unitsAfter[i] > unitsBefore[i])];
            if (members.Length == 0) continue;
            groups[g] = Difference(old.Groups[g], now.Groups[g]);
            lines.AddRange(CreditAllotment.Lines(
                bill, groups[g]!, members, old, now, [.. members.Select(i => unitsAfter[i] - unitsBefore[i])]));
        }

        return new CreditNote
        {
            Lines = lines, Groups = [.. groups.OfType<CreditedGroup>()], Now = now,
            TaxableMinor = old.TaxableMinor - now.TaxableMinor, TaxMinor = old.TaxMinor - now.TaxMinor,
            MoneyBackMinor = old.PayableMinor - now.PayableMinor,
        };
    }

    /// <summary>The bill after the given returns; with none, the bill as issued.</summary>
    public static PricingOutcome<BillBalance> Balance(PricedBill bill, IReadOnlyList<ReturnedUnits> returned)
    {
        var units = new decimal[bill.Lines.Count];
        return ReturnTally.Add(bill, returned, units) is { } fault ? fault : BillBalance.Of(bill, units);
    }

    private static CreditedGroup Difference(TaxGroup old, TaxGroup now) => new(
        old.Block, old.Tax, old.RatePercent, old.TaxableMinor - now.TaxableMinor, old.TaxMinor - now.TaxMinor,
        [.. old.Taxes.Select((tax, c) => new TaxAmount(tax.Name, tax.AmountMinor - now.Taxes[c].AmountMinor))]);
}
