using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Restpy.Ordering.GuestPages;
using Restpy.Pricing;

namespace Restpy.UnitTests.Pricing;

/// <summary>A basket and a seed for what happens to it. FsCheck prints a failing case by walking its public members,
/// which takes minutes for a basket: so it has none and prints itself as JSON.</summary>
internal sealed class AnyCase(Basket basket, int seed)
{
    internal Basket Basket => basket;

    internal int Seed => seed;

    public override string ToString() => $"seed {seed}: {JsonSerializer.Serialize(basket)}";
}

/// <summary>Random baskets over every regime, price mode, rounding, kind of discount and charge.</summary>
internal static class AnyBasket
{
    private static readonly string[] Profiles =
        ["IN_REST_5", "IN_REST_18_SPECIFIED", "IN_COMPOSITION", "IN_ECO_9_5", "IN_UNREGISTERED", "DE_VAT", "NL_VAT"];

    private static readonly Gen<Discount> AnyDiscount = Gen.Frequency(
        (4, Gen.Constant(Discount.None)),
        (1, from percent in Gen.Choose(0, 1000) select Discount.OfPercent(percent / 10m)),
        // Never above the smallest price below, so that it always fits.
        (1, from amount in Gen.Choose(0, 40) select Discount.OfAmount(amount)));

    private static readonly Gen<decimal> Quantity = Gen.OneOf(
        from whole in Gen.Choose(1, 6) select (decimal)whole,
        from grams in Gen.Choose(500, 4000) select grams / 1000m);

    public static Arbitrary<AnyCase> Of(bool discounted = true) =>
        (from basket in Baskets(discounted) from seed in Gen.Choose(0, int.MaxValue) select new AnyCase(basket, seed))
            .ToArbitrary();

    public static Gen<Basket> Baskets(bool discounted = true) =>
        from profile in Gen.Elements(Profiles)
        from mode in Gen.Elements(PriceMode.Exclusive, PriceMode.Inclusive)
        from rounding in Gen.Elements(TaxRounding.PerGroup, TaxRounding.PerLine)
        from unit in Gen.Elements(0L, 5L, 100L)
        from region in Gen.Elements("27", "29", "30")
        from lines in Lines(profile, discounted)
        from discount in discounted ? AnyDiscount : Gen.Constant(Discount.None)
        from service in Gen.Elements(0m, 0m, 5m, 10m)
        from packing in Gen.Elements(0L, 0L, 1550L)
        select new Basket
        {
            Profile = Bills.Profile(profile, region) with
            {
                PriceMode = mode,
                Rounding = rounding,
                RoundingUnitMinor = unit,
            },
            BusinessDate = Bills.Day, Lines = lines, BillDiscount = discount, ServiceChargePercent = service,
            PackingChargeMinor = packing,
        };

    private static Gen<BasketLine[]> Lines(string profile, bool discounted) =>
        from count in Gen.Choose(1, 9)
        from lines in Gen.ArrayOf(Line(profile, discounted), count)
        select lines.Select((line, i) => line with { Id = $"l{i}" }).ToArray();

    private static Gen<BasketLine> Line(string profile, bool discounted) =>
        from price in Gen.Choose(100, 90000)
        from quantity in Quantity
        from category in Gen.Elements(profile is "IN_COMPOSITION" or "IN_ECO_9_5" ? ["food", "soft_drink"]
            : (string[])["food", "soft_drink", "alcohol"])
        from discount in discounted ? AnyDiscount : Gen.Constant(Discount.None)
        from free in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(discounted)))
        select Bills.Line("?", price, quantity, category) with { Discount = discount, Complimentary = free };

    /// <summary>
    /// Amounts that fit every line may still pass the whole of a nearly free bill: those baskets say nothing here.
    /// </summary>
    public static bool Holds(this Basket basket, Func<PricedBill, bool> promise)
    {
        var outcome = PricingEngine.Price(basket, TaxPack.Default);
        return outcome.Succeeded ? promise(outcome.Value) : outcome.Refusal.Code == PricingRefusals.DiscountAboveValue;
    }

    public static void Always(Arbitrary<AnyCase> cases, Func<Basket, bool> promise) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(cases, any => promise(any.Basket)));
}
