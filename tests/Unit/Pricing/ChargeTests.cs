using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class ChargeTests
{
    [Fact]
    public void No_service_charge_unless_the_guest_agreed() =>
        Assert.DoesNotContain(
            Basket("IN_REST_5", Line("a", 64000)).Price().Lines, line => line.Kind == LineKind.ServiceCharge);

    [Fact]
    public void The_service_charge_is_computed_after_discounts_and_never_on_liquor()
    {
        var bill = (Basket("IN_REST_5", Line("a", 60000), Line("beer", 40000, category: "alcohol:beer")) with
        {
            ServiceChargePercent = 10,
            BillDiscount = Discount.OfAmount(10000),
        }).Price();
        var charge = bill.Lines.Single(line => line.Kind == LineKind.ServiceCharge);
        Assert.Equal((5400L, 5m, 0L), (charge.GrossMinor, charge.RatePercent, charge.BillDiscountMinor));
        Assert.Equal([1485L, 1485L, 3600L], bill.TaxesOf());
    }

    [Fact]
    public void There_is_one_service_charge_line_per_rate()
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000), Line("box", 20000, category: "goods:2202"),
            Line("b", 30000)) with
        { ServiceChargePercent = 10 }).Price();
        Assert.Equal([(4000L, 5m), (2000L, 40m)],
            bill.Lines.Skip(3).Select(line => (line.GrossMinor, line.RatePercent)));
        Assert.Equal(5, bill.Lines.Select(line => line.Id).Distinct().Count());
    }

    [Fact]
    public void A_service_charge_given_as_a_line_bears_no_discount_and_no_further_charge()
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000), Line("sc", 1000) with { Kind = LineKind.ServiceCharge }) with
        {
            ServiceChargePercent = 10,
            BillDiscount = Discount.OfAmount(1000),
        }).Price();
        Assert.Equal([1000L, 0L, 0L], bill.Lines.Select(line => line.BillDiscountMinor));
        Assert.Equal(900, bill.Lines[2].GrossMinor);
    }

    [Fact]
    public void Packing_and_own_delivery_are_taxed_like_the_food()
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000)) with
        {
            Mode = ServiceMode.Delivery,
            PackingChargeMinor = 1000,
            DeliveryChargeMinor = 3000,
        }).Price();
        Assert.Equal([LineKind.Item, LineKind.Packing, LineKind.Delivery], bill.Lines.Select(line => line.Kind));
        Assert.Equal((14000L, 700L), (bill.Groups.Single().TaxableMinor, bill.TaxMinor));
    }

    [Fact]
    public void A_tip_is_outside_the_bill()
    {
        var bill = (Basket("IN_REST_5", Line("a", 10000)) with { TipMinor = 777 }).Price();
        Assert.Equal((10500L, 10500L, 11277L), (bill.TotalMinor, bill.PayableMinor, bill.ToCollectMinor));
    }

    [Theory]
    [InlineData(10049, 5, 10050)]
    [InlineData(10047, 5, 10045)]
    [InlineData(10050, 100, 10100)]
    [InlineData(10049, 100, 10000)]
    [InlineData(10049, 0, 10049)]
    [InlineData(0, 100, 0)]
    public void The_payable_is_rounded_half_up_to_the_unit(long total, long unit, long payable)
    {
        var basket = Basket("IN_UNREGISTERED", Line("a", total));
        Assert.Equal(payable, (basket with
        {
            Profile = basket.Profile with { RoundingUnitMinor = unit },
        }).Price().PayableMinor);
    }
}
