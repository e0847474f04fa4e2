using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class RefusalTests
{
    private static readonly Basket Good = Basket("IN_REST_5", Line("a", 10000), Line("b", 5000));

    public static TheoryData<string, string> Cases => [.. Bad.Select(bad => (bad.Code, bad.Why))];

    private static readonly (string Code, string Why, Basket Basket)[] Bad =
    [
        (PricingRefusals.QuantityNotPositive, "zero", Good with { Lines = [Line("a", 1, 0)] }),
        (PricingRefusals.QuantityNotPositive, "negative", Good with { Lines = [Line("a", 1, -1)] }),
        (PricingRefusals.AmountTooLarge, "quantity", Good with { Lines = [Line("a", 1, 1_000_001)] }),
        (PricingRefusals.AmountTooLarge, "largest decimal", Good with { Lines = [Line("a", 1, decimal.MaxValue)] }),
        (PricingRefusals.AmountTooLarge, "price", Good with { Lines = [Line("a", long.MaxValue)] }),
        (PricingRefusals.AmountTooLarge, "product", Good with { Lines = [Line("a", 1_000_000_000, 100_000)] }),
        (PricingRefusals.AmountTooLarge, "sum", Good with
        {
            Lines = [Line("a", 600_000_000_000), Line("b", 600_000_000_000)],
        }),
        (PricingRefusals.AmountTooLarge, "tip", Good with { TipMinor = long.MaxValue }),
        (PricingRefusals.PriceNegative, "price", Good with { Lines = [Line("a", -1)] }),
        (PricingRefusals.PriceNegative, "packing", Good with { PackingChargeMinor = -1 }),
        (PricingRefusals.PriceNegative, "delivery", Good with { DeliveryChargeMinor = -1 }),
        (PricingRefusals.PriceNegative, "tip", Good with { TipMinor = -1 }),
        (PricingRefusals.DiscountNegative, "line", Good with
        {
            Lines = [Line("a", 1) with { Discount = Discount.OfAmount(-1) }],
        }),
        (PricingRefusals.DiscountNegative, "bill", Good with { BillDiscount = Discount.OfAmount(-1) }),
        (PricingRefusals.DiscountAboveValue, "line", Good with
        {
            Lines = [Line("a", 100) with { Discount = Discount.OfAmount(101) }],
        }),
        (PricingRefusals.DiscountAboveValue, "bill", Good with { BillDiscount = Discount.OfAmount(15001) }),
        (PricingRefusals.DiscountAmbiguous, "both", Good with { BillDiscount = new Discount(5, 5) }),
        (PricingRefusals.PercentOutOfRange, "line", Good with
        {
            Lines = [Line("a", 1) with { Discount = Discount.OfPercent(100.01m) }],
        }),
        (PricingRefusals.PercentOutOfRange, "bill", Good with { BillDiscount = Discount.OfPercent(-0.01m) }),
        (PricingRefusals.PercentOutOfRange, "service charge", Good with { ServiceChargePercent = 101 }),
        (PricingRefusals.LineIdMissing, "empty", Good with { Lines = [Line("", 1)] }),
        (PricingRefusals.LineIdRepeated, "few", Good with { Lines = [Line("a", 1), Line("a", 1)] }),
        (PricingRefusals.LineIdRepeated, "many", Good with
        {
            Lines = [.. Enumerable.Range(0, 20).Select(i => Line($"{i % 19}", 1))],
        }),
        (PricingRefusals.LineIdRepeated, "reserved", Good with { Lines = [Line("charge:packing", 1)] }),
        (PricingRefusals.TooManyLines, "1001", Good with
        {
            Lines = [.. Enumerable.Range(0, 1001).Select(i => Line($"{i}", 1))],
        }),
        (PricingRefusals.TaxRuleMissing, "category", Good with { Lines = [Line("a", 1, category: "gold")] }),
        (PricingRefusals.TaxRuleMissing, "liquor of a state not set up", Good with
        {
            RegionCode = "33", Lines = [Line("a", 1, category: "alcohol")],
        }),
        (PricingRefusals.ProfileNotValid, "too early", Good with { BusinessDate = new(2017, 1, 1) }),
        (PricingRefusals.RegionMissing, "no state", Good with { Profile = Good.Profile with { RegionCode = null } }),
        (PricingRefusals.RegionMissing, "letters", Good with { RegionCode = "KA" }),
        (PricingRefusals.RegionMissing, "destination", Good with { DestinationRegionCode = "KA" }),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_engine_refuses(string code, string why) =>
        Assert.Equal(code, Bad.Single(bad => bad.Code == code && bad.Why == why).Basket.Refusal());

    [Fact]
    public void A_good_basket_and_an_empty_one_are_priced()
    {
        Assert.Equal("priced", Good.Refusal());
        Assert.Equal(0, (Good with { Lines = [] }).Price().PayableMinor);
        Assert.Equal("priced", (Good with { Lines = [Line("a", 0)] }).Refusal());
    }

    [Fact]
    public void Of_a_bill_grown_too_large_the_line_is_named() =>
        Assert.Equal("b", PricingEngine.Price(Good with
        {
            Lines = [Line("a", 1), Line("b", 1_000_000_000, 100_000)],
        }, TaxPack.Default).Refusal?.LineId);

    [Fact]
    public void A_refusal_names_the_line_and_what_was_looked_for()
    {
        var refusal = PricingEngine.Price(Good with
        {
            Lines = [Line("a", 1), Line("b", 1, category: "gold")],
        }, TaxPack.Default).Refusal!;
        Assert.Equal("b", refusal.LineId);
        Assert.Contains("IN_REST_5, category gold, DineIn, region 27 on 2026-11-20", refusal.Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", 1, PricingRefusals.LineUnknown)]
    [InlineData("a", 0, PricingRefusals.QuantityNotPositive)]
    [InlineData("a", -1, PricingRefusals.QuantityNotPositive)]
    [InlineData("a", 2, PricingRefusals.ReturnAboveQuantity)]
    public void Returns_are_refused(string line, int units, string code) =>
        Assert.Equal(code, CreditNotes.Credit(Good.Price(), [], [new(line, units)]).Refusal?.Code);

    [Fact]
    public void What_was_credited_already_cannot_be_credited_again()
    {
        var bill = Good.Price();
        Assert.Equal(PricingRefusals.ReturnAboveQuantity,
            CreditNotes.Credit(bill, [new("a", 1)], [new("a", 0.001m)]).Refusal?.Code);
        Assert.Equal(PricingRefusals.ReturnAboveQuantity,
            CreditNotes.Credit(bill, [], [new("a", 1), new("a", decimal.MaxValue)]).Refusal?.Code);
        Assert.Equal(PricingRefusals.NothingReturned, CreditNotes.Credit(bill, [], []).Refusal?.Code);
    }
}
