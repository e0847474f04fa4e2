
namespace Restpy.Pricing;

/// <summary>Refuses what no bill may hold, before anything is computed.</summary>
internal static class BasketCheck
{
    // Handing out left-over units is quadratic in the lines; a thousand is twenty times any real bill.
    private const int MostLines = 1000;

    public static PricingRefusal? Fault(Basket basket)
    {
        var profile = basket.Profile;
        if (basket.Lines.Count > MostLines)
            return new(PricingRefusals.TooManyLines, $"{basket.Lines.Count} lines; at most {MostLines}.");
        if (!profile.IsValidOn(basket.BusinessDate))
            return new(PricingRefusals.ProfileNotValid,
                $"Profile {profile.Key} is not valid on {basket.BusinessDate:yyyy-MM-dd}.");
        if (TaxComponents.CollectsGst(profile.Regime) && !IsStateCode(basket.RegionCode ?? profile.RegionCode))
            return new(PricingRefusals.RegionMissing,
                "GST needs the two-digit state code of the branch to choose SGST or UTGST.");
        if (basket.DestinationRegionCode is { } to && TaxComponents.CollectsGst(profile.Regime) && !IsStateCode(to))
            return new(PricingRefusals.RegionMissing, $"{to} is not a two-digit state code.");
        if (basket.ServiceChargePercent is < 0 or > 100)
            return new(PricingRefusals.PercentOutOfRange,
                $"A service charge of {basket.ServiceChargePercent}% is not between 0 and 100.");
        foreach (var discount in basket.BillDiscounts)
            if (discount.Fault(null) is { } wrong) return wrong;
        return Amount(basket.PackingChargeMinor, "packing charge")
            ?? Amount(basket.DeliveryChargeMinor, "delivery charge")
            ?? Amount(basket.TipMinor, "tip") ?? Lines(basket.Lines);
    }

    private static PricingRefusal? Lines(IReadOnlyList<BasketLine> lines)
    {
        var seen = lines.Count > 16 ? new HashSet<string>(lines.Count, StringComparer.Ordinal) : null;
        for (int i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (Fault(line) is { } fault) return fault;
            if (seen is null ? Repeats(lines, i) : !seen.Add(line.Id))
                return new(PricingRefusals.LineIdRepeated, $"Line id {line.Id} appears twice.", line.Id);
        }

        return null;
    }

    private static PricingRefusal? Fault(BasketLine line)
    {
        if (string.IsNullOrEmpty(line.Id)) return new(PricingRefusals.LineIdMissing, "A line has no id.");
        if (line.Id.StartsWith(Charges.ReservedPrefix, StringComparison.Ordinal))
            return new(PricingRefusals.LineIdRepeated,
                $"Line ids beginning with {Charges.ReservedPrefix} belong to the engine.", line.Id);
        if (line.Quantity <= 0)
            return new(PricingRefusals.QuantityNotPositive, $"A quantity of {line.Quantity} is not above 0.", line.Id);
        if (line.Quantity > TaxArithmetic.LargestQuantity)
            return new(PricingRefusals.AmountTooLarge, $"A quantity of {line.Quantity} is too large.", line.Id);
        return Amount(line.UnitPriceMinor, "price", line.Id) ?? line.Discount.Fault(line.Id);
    }

    private static PricingRefusal? Amount(long minor, string what, string? lineId = null) => minor switch
    {
        < 0 => new(PricingRefusals.PriceNegative, $"A {what} of {minor} is negative.", lineId),
        > TaxArithmetic.LargestAmountMinor =>
            new(PricingRefusals.AmountTooLarge, $"A {what} of {minor} is too large.", lineId),
        _ => null,
    };

    // For a usual bill, comparing every pair is cheaper than building a set.
    private static bool Repeats(IReadOnlyList<BasketLine> lines, int index)
    {
        for (int i = 0; i < index; i++)
            if (string.Equals(lines[i].Id, lines[index].Id, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsStateCode(string? region) => region is [>= '0' and <= '9', >= '0' and <= '9'];
}
