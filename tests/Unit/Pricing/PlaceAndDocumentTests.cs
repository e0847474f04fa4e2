using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class PlaceAndDocumentTests
{
    [Theory]
    [InlineData("04", "UTGST")]
    [InlineData("25", "UTGST")]
    [InlineData("26", "UTGST")]
    [InlineData("31", "UTGST")]
    [InlineData("35", "UTGST")]
    [InlineData("38", "UTGST")]
    [InlineData("97", "UTGST")]
    [InlineData("07", "SGST")]
    [InlineData("34", "SGST")]
    [InlineData("01", "SGST")]
    [InlineData("29", "SGST")]
    public void Union_territories_without_a_legislature_have_utgst(string region, string second)
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000)) with { RegionCode = region }).Price();
        Assert.Equal(["CGST", second], bill.Groups.Single().Taxes.Select(tax => tax.Name));
    }

    [Theory]
    [InlineData(ServiceMode.DineIn, "food", "CGST")]
    [InlineData(ServiceMode.Delivery, "food", "CGST")] // performed in the kitchen, IGST Act s.12(4)
    [InlineData(ServiceMode.Catering, "food", "IGST")]
    [InlineData(ServiceMode.Delivery, "goods", "IGST")]
    [InlineData(ServiceMode.Takeaway, "goods", "CGST")]
    public void Another_state_brings_igst_only_for_delivered_goods_and_events_there(
    ServiceMode mode, string category, string first)
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000, category: category)) with
        {
            Mode = mode,
            DestinationRegionCode = "29"
        }).Price();
        Assert.Equal(first, bill.Groups.Single().Taxes[0].Name);
        Assert.Equal(500, bill.TaxMinor);
    }

    [Fact]
    public void A_buyer_in_an_economic_zone_has_igst() =>
        Assert.Equal("IGST",
            (Basket("IN_REST_5", Line("a", 100)) with { BuyerInSez = true }).Price().Groups.Single().Taxes.Single()
            .Name);

    [Theory]
    [InlineData("IN_REST_5", "food", DocumentKind.TaxInvoice)]
    [InlineData("IN_REST_5", "alcohol", DocumentKind.BillOfSupply)]
    [InlineData("IN_REST_18_SPECIFIED", "food", DocumentKind.TaxInvoice)]
    [InlineData("IN_COMPOSITION", "food", DocumentKind.BillOfSupply)]
    [InlineData("IN_ECO_9_5", "food", DocumentKind.OrderSlip)]
    [InlineData("IN_UNREGISTERED", "food", DocumentKind.PlainBill)]
    [InlineData("DE_VAT", "food", DocumentKind.TaxInvoice)]
    [InlineData("PLAIN", "food", DocumentKind.PlainBill)]
    public void The_regime_decides_the_paper(string profile, string category, DocumentKind document) =>
        Assert.Equal(document, Basket(profile, Line("a", 10000, category: category)).Price().Document);

    [Theory]
    [InlineData("IN_COMPOSITION")]
    [InlineData("IN_ECO_9_5")]
    [InlineData("IN_UNREGISTERED")]
    public void These_regimes_collect_nothing_in_either_price_mode(string profile)
    {
        foreach (var mode in Enum.GetValues<PriceMode>())
        {
            var basket = Basket(profile, Line("a", 42200));
            var bill = (basket with { Profile = basket.Profile with { PriceMode = mode } }).Price();
            Assert.Equal((42200L, 0L, 42200L), (bill.TaxableMinor, bill.TaxMinor, bill.PayableMinor));
            Assert.Empty(bill.TaxesOf());
        }
    }

    [Fact]
    public void Composition_carries_the_words_the_law_wants() =>
        Assert.Contains("not eligible to collect tax", Basket("IN_COMPOSITION", Line("a", 1)).Price().DocumentHeading,
            StringComparison.Ordinal);

    [Fact]
    public void Liquor_is_a_block_of_its_own_with_state_vat_and_its_own_subtotal()
    {
        var bill = Basket("IN_REST_5", Line("whisky", 40000, 2, "alcohol:spirits"), Line("tikka", 28000)).Price();
        Assert.Equal([
            new BlockTotal(TaxBlock.Gst, DocumentKind.TaxInvoice, 28000, 1400),
            new BlockTotal(TaxBlock.Liquor, DocumentKind.BillOfSupply, 80000, 8000),
        ], bill.Blocks);
        Assert.Equal((117400L, DocumentKind.TaxInvoice), (bill.PayableMinor, bill.Document));
        Assert.Equal(["IN_27_LIQUOR_10", "IN_MEAL_5"], bill.Lines.Select(line => line.RuleKey));
    }

    [Fact]
    public void Liquor_may_be_inclusive_while_food_is_exclusive()
    {
        var tenant = TaxPack.Create("t1", [], [new TaxRule
        {
            Key = "beer", Profiles = ["IN_REST_5"], Categories = ["alcohol"], Block = TaxBlock.Liquor, Tax = "VAT",
            RatePercent = 10,
            PriceMode = PriceMode.Inclusive, ValidFrom = new(2020, 1, 1),
        }]).Value;
        var bill = PricingEngine.Price(Basket("IN_REST_5", Line("beer", 11000, category: "alcohol"), Line("a", 10000)),
            TaxPack.Default.With(tenant)).Value;
        Assert.Equal([10000L, 10000L], bill.Groups.Select(group => group.TaxableMinor));
        Assert.Equal(21500, bill.TotalMinor);
    }

    [Fact]
    public void An_operators_order_takes_our_tax_away_but_not_at_specified_premises()
    {
        Assert.Equal(TaxRegime.InEcoOperator,
            OperatorChannel.ProfileFor(Profile("IN_REST_5", "27"), TaxPack.Default, Day).Value.Regime);
        Assert.Equal("IN_REST_18_SPECIFIED",
            OperatorChannel.ProfileFor(Profile("IN_REST_18_SPECIFIED", "27"), TaxPack.Default, Day).Value.Key);
    }
}
