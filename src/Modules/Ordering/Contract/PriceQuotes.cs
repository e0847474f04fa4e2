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
        var basket = BasketOf(branch, businessDate, mode, lines, serviceChargePercent, [billDiscount], lineDiscounts);
        if (!basket.Ok) return basket.Error;
        var priced = PricingEngine.Price(basket.Value, TaxPack.Default);
        return priced.Succeeded ? priced.ValueOrNull : new CannotPrice(priced.Refusal.Detail);
    }

    /// <summary>What the engine is asked to price.</summary>
    public static Outcome<Basket> BasketOf(
        BranchInfo branch, DateOnly businessDate, ServiceMode mode, IEnumerable<BillableLine> lines,
        decimal serviceChargePercent, IReadOnlyList<Discount> billDiscounts,
        IReadOnlyDictionary<Guid, Discount>? lineDiscounts)
    {
        var profile = TaxPack.Default.Profile(branch.TaxProfile, businessDate);
        if (!profile.Succeeded) return new CannotPrice(profile.Refusal.Detail);
        return new Basket
        {
            Profile = branch.RoundingUnitMinor is { } unit ? profile.ValueOrNull with { RoundingUnitMinor = unit }
            : profile.ValueOrNull,
            BusinessDate = businessDate,
            Mode = mode,
            RegionCode = branch.Region,
            Lines = [.. lines.Select(l => Line(l, lineDiscounts))],
            BillDiscounts = [.. billDiscounts.Where(d => d != Discount.None)],
            ServiceChargePercent = serviceChargePercent,
            PackingChargeMinor = mode is ServiceMode.DineIn ? 0 : branch.PackingChargeMinor,
        };
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
