using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>The discount passes what this role may give; somebody with a higher cap can give it.</summary>
internal sealed record DiscountAboveCap(decimal Percent, decimal Cap) : Error(ErrorKind.Refused);

/// <summary>
/// Holds every discount to the cap of whoever gave it: each by itself, and all of one cap together, so that ten per
/// cent on each line and ten more on the bill are not nineteen. Complimentary lines have a permission of their own.
/// </summary>
internal static class DiscountCaps
{
    /// <param name="quoted">The bill, or one part of it, as it is priced now.</param>
    public static Outcome<Done> Check(Bill bill, PricedOrder quoted)
    {
        var priced = quoted.Priced;
        // What was given on the whole was held to its cap before the bill was split.
        var given = (bill.IsSplit ? OnPart(bill, quoted) : Given(bill, priced)).Where(g => g.Minor > 0).ToList();
        foreach (var one in given)
            if (Above(one.Minor, one.OfMinor, one.Percent, one.Cap) is { Error: { } above }) return above;
        // What a discount on the bill is taken off: a packing charge is part of it, a service charge is not.
        var sold = priced.Lines.Where(l => !l.Complimentary && l.Kind != LineKind.ServiceCharge).Sum(l => l.GrossMinor);
        foreach (var cap in given.Select(g => g.Cap).Distinct())
        {
            var together = given.Where(g => g.Cap <= cap).Sum(g => g.Minor);
            // Half-up rounding may add one minor unit per line.
            if (Above(together - priced.Lines.Count, sold, 0, cap) is { Error: { } above }) return above;
        }
        return Done.It;
    }

    private static IEnumerable<(long Minor, long OfMinor, decimal Percent, decimal Cap)> OnPart(
        Bill bill, PricedOrder quoted)
    {
        var worth = quoted.Priced.Lines.Where(l => l.Kind != LineKind.ServiceCharge).Sum(l => l.NetMinor);
        yield return (quoted.Priced.BillDiscountMinor - quoted.SharedDiscountMinor, worth - quoted.SharedDiscountMinor,
            bill.Part > 0 ? bill.DiscountPercent : 0, bill.DiscountCapPercent);
    }

    private static IEnumerable<(long Minor, long OfMinor, decimal Percent, decimal Cap)> Given(
        Bill bill, PricedBill priced)
    {
        foreach (var line in priced.Lines.Where(l => l is { Complimentary: false, LineDiscountMinor: > 0 }))
            if (Guid.TryParseExact(line.Id, "N", out var id) && bill.AdjustmentOf(id) is { } adjustment)
                yield return (line.LineDiscountMinor, line.GrossMinor, adjustment.DiscountPercent,
                    adjustment.CapPercent);
        yield return (priced.BillDiscountMinor,
            priced.Lines.Where(l => l.Kind != LineKind.ServiceCharge).Sum(l => l.NetMinor), bill.DiscountPercent,
            bill.DiscountCapPercent);
    }

    private static Outcome<Done> Above(long minor, long ofMinor, decimal percent, decimal cap)
    {
        // A percentage is held to the cap as it was said; its rounding to a paisa is nobody's generosity.
        var effective = percent > 0 ? percent : ofMinor <= 0 ? (minor > 0 ? 100 : 0) : minor * 100m / ofMinor;
        return effective > cap ? new DiscountAboveCap(Math.Round(effective, 2), cap) : Done.It;
    }
}
