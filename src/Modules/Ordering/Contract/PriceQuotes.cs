using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.Contract;

/// <summary>A price cannot be formed: a rule is missing, a discount passes the value. Nothing is guessed.</summary>
public sealed record CannotPrice(string Why) : Error(ErrorKind.Invalid);

/// <summary>
/// The one way to the pricing engine for basket, pad, API and bill: the same lines give the same amounts wherever they
/// are shown, because everybody asks here.
/// </summary>
public static class PriceQuotes
{
    public static Outcome<PricedBill> Price(
        BranchInfo branch, DateOnly businessDate, ServiceMode mode, IEnumerable<BillableLine> lines,
        decimal serviceChargePercent = 0, Discount billDiscount = default,
        IReadOnlyDictionary<Guid, Discount>? lineDiscounts = null)
    {
        var profile = TaxPack.Default.Profile(branch.TaxProfile, businessDate);
        if (!profile.Succeeded) return new CannotPrice(profile.Refusal.Detail);
        var basket = new Basket
        {
            Profile = branch.RoundingUnitMinor is { } unit ? profile.ValueOrNull with { RoundingUnitMinor = unit }
            : profile.ValueOrNull,
            BusinessDate = businessDate,
            Mode = mode,
            RegionCode = branch.Region,
            Lines = [.. lines.Select(l => Line(l, lineDiscounts))],
            BillDiscount = billDiscount,
            ServiceChargePercent = serviceChargePercent,
            PackingChargeMinor = mode is ServiceMode.DineIn ? 0 : branch.PackingChargeMinor,
        };
        var priced = PricingEngine.Price(basket, TaxPack.Default);
        return priced.Succeeded ? priced.ValueOrNull : new CannotPrice(priced.Refusal.Detail);
    }

    private static Pricing.BasketLine Line(BillableLine line, IReadOnlyDictionary<Guid, Discount>? discounts) => new()
    {
        Id = line.LineId.ToString("N"),
        Description = line.Detail.Length == 0 ? line.Name : $"{line.Name} ({line.Detail})",
        Quantity = line.Quantity,
        UnitPriceMinor = line.UnitPriceMinor,
        Category = line.TaxCategory,
        Complimentary = line.Complimentary,
        Discount = discounts is not null && discounts.TryGetValue(line.LineId, out var discount) ? discount : default,
    };
}
