namespace Restpy.Pricing;

/// <summary>
/// Splits a bill so that the parts add up to the whole exactly, under every tax rule. Each part is taxed by the law on
/// what is on it; what rounding makes of that is evened out in the round off of the parts.
/// </summary>
public static class BillSplit
{
    /// <param name="whole">Everything that was ordered, with the discounts and charges of the whole.</param>
    /// <param name="parts">The last one that is not issued takes what is on no other.</param>
    public static PricingOutcome<PricedSplit> Price(Basket whole, IReadOnlyList<SplitPart> parts, TaxPack pack)
    {
        var all = PricingEngine.Price(whole, pack);
        if (!all.Succeeded) return all.Refusal;
        var left = new SplitRemainder(whole, all.Value);
        var rest = LastOpen(parts, _ => true);
        var priced = new PricedPart[parts.Count];
        // What single parts were given beyond their share makes the sum of all parts other than the whole.
        long given = 0;
        foreach (var i in Enumerable.Range(0, parts.Count).Where(i => i != rest).Append(rest).Where(i => i >= 0))
        {
            if (parts[i].Issued is { } issued)
            {
                left.Take(parts[i]);
                priced[i] = new(issued, parts[i].IssuedDiscountMinor);
                given += parts[i].IssuedGivenMinor;
                continue;
            }
            var (basket, shared) = i == rest ? left.Rest() : left.Part(parts[i]);
            var plain = PricingEngine.Price(basket, pack);
            if (!plain.Succeeded) return plain.Refusal;
            var own = Own(basket, parts[i]) is { } different ? PricingEngine.Price(different, pack) : plain;
            if (!own.Succeeded) return own.Refusal;
            var more = own.Value.TotalMinor - plain.Value.TotalMinor;
            given += more;
            priced[i] = new(own.Value, shared) { GivenMinor = more };
        }
        SpreadPayable(all.Value, given, parts, priced);
        return new PricedSplit(all.Value, priced);
    }

    /// <summary>Null where the part has nothing of its own.</summary>
    private static Basket? Own(Basket basket, SplitPart part) =>
        part.OwnDiscount == Discount.None
            && (part.ServiceChargePercent ?? basket.ServiceChargePercent) == basket.ServiceChargePercent ? null
        : basket with
        {
            BillDiscounts = part.OwnDiscount == Discount.None ? basket.BillDiscounts
                : [.. basket.BillDiscounts, part.OwnDiscount],
            ServiceChargePercent = part.ServiceChargePercent ?? basket.ServiceChargePercent,
        };

    private static int LastOpen(IReadOnlyList<SplitPart> parts, Func<int, bool> counts)
    {
        var last = parts.Count - 1;
        while (last >= 0 && (parts[last].Issued is not null || !counts(last))) last--;
        return last;
    }

    private static void SpreadPayable(
        PricedBill whole, long givenMinor, IReadOnlyList<SplitPart> parts, PricedPart[] priced)
    {
        var unit = whole.RoundingUnitMinor;
        var payable = givenMinor == 0 ? whole.PayableMinor
            : TaxArithmetic.RoundPayable(whole.TotalMinor + givenMinor, unit);
        var last = LastOpen(parts, i => priced[i].Bill.Lines.Count > 0);
        long total = 0, others = 0;
        // Always in the order of the parts, so that what one of them pays does not change when another is paid.
        for (var i = 0; i < priced.Length; i++)
        {
            var bill = priced[i].Bill;
            if (parts[i].Issued is null && i != last)
            {
                var pays = parts[i].PayableMinor ?? TaxArithmetic.RoundPayable(total + bill.TotalMinor, unit)
                    - TaxArithmetic.RoundPayable(total, unit);
                priced[i] = priced[i] with { Bill = bill with { PayableMinor = pays } };
            }
            if (i != last) others += priced[i].Bill.PayableMinor;
            total += bill.TotalMinor;
        }
        if (last >= 0)
            priced[last] = priced[last] with { Bill = priced[last].Bill with { PayableMinor = payable - others } };
    }
}
