using Restpy.Ordering.GuestPages;
using Restpy.Pricing;

namespace Restpy.UnitTests.Pricing;

/// <summary>Short words for baskets on the shipped pack.</summary>
internal static class Bills
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    public static TaxProfile Profile(string key, string? region = null) =>
        TaxPack.Default.Profile(key, Day).Value with { RegionCode = region };

    public static Basket Basket(string profile, params BasketLine[] lines) =>
        new()
        {
            Profile = Profile(profile, profile.StartsWith("IN_", StringComparison.Ordinal) ? "27" : null),
            BusinessDate = Day, Lines = lines,
        };

    public static BasketLine Line(
        string id, long priceMinor, decimal quantity = 1, string category = TaxCategory.Food) =>
        new() { Id = id, Description = id, UnitPriceMinor = priceMinor, Quantity = quantity, Category = category };

    public static PricedBill Price(this Basket basket) => PricingEngine.Price(basket, TaxPack.Default).Value;

    public static string Refusal(this Basket basket) =>
        PricingEngine.Price(basket, TaxPack.Default).Refusal?.Code ?? "priced";

    public static long[] TaxesOf(this PricedBill bill) =>
        [.. bill.Groups.SelectMany(group => group.Taxes).Select(tax => tax.AmountMinor)];
}
