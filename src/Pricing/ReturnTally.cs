namespace Restpy.Pricing;

/// <summary>Adds returned units up per line and refuses more than was sold.</summary>
internal static class ReturnTally
{
    public static PricingRefusal? Add(PricedBill bill, IReadOnlyList<ReturnedUnits> returned, decimal[] units)
    {
        foreach (var (lineId, count) in returned)
        {
            int index = IndexOf(bill, lineId);
            if (index < 0) return new(PricingRefusals.LineUnknown, $"The bill has no line {lineId}.", lineId);
            if (count <= 0)
                return new(PricingRefusals.QuantityNotPositive, $"{count} units cannot be returned.", lineId);
            decimal sold = bill.Lines[index].Quantity;
            // Compared before adding, so that an absurd count cannot overflow the sum.
            if (count > sold - units[index])
                return new(PricingRefusals.ReturnAboveQuantity,
                    $"{units[index]} of {sold} are returned already; {count} more is too many.", lineId);
            units[index] += count;
        }

        return null;
    }

    private static int IndexOf(PricedBill bill, string lineId)
    {
        for (int i = 0; i < bill.Lines.Count; i++)
            if (string.Equals(bill.Lines[i].Id, lineId, StringComparison.Ordinal)) return i;
        return -1;
    }
}
