using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class DiscountTests
{
    [Fact]
    public void A_percentage_on_a_line_is_rounded_half_up()
    {
        var line = Basket("IN_REST_5", Line("a", 1005) with { Discount = Discount.OfPercent(10) }).Price().Lines[0];
        Assert.Equal((101L, 904L), (line.LineDiscountMinor, line.NetMinor));
    }

    [Fact]
    public void A_bill_percentage_is_rounded_once_and_ties_go_to_the_earlier_line()
    {
        var basket = Basket("IN_REST_5", Line("a", 101), Line("b", 101), Line("c", 101)) with
        {
            BillDiscount = Discount.OfPercent(50)
        };
        Assert.Equal([51L, 51L, 50L], basket.Price().Lines.Select(line => line.BillDiscountMinor));
    }

    [Fact]
    public void A_bill_discount_is_spread_by_value_and_skips_lines_that_take_none()
    {
        var lines = Basket("IN_REST_5",
            Line("a", 2000) with { Discount = Discount.OfAmount(1000) }, Line("b", 3000),
            Line("beer", 5000, category: "alcohol:beer") with { TakesBillDiscount = false });
        var basket = lines with { BillDiscount = Discount.OfAmount(400) };
        Assert.Equal([100L, 300L, 0L], basket.Price().Lines.Select(line => line.BillDiscountMinor));
    }

    [Fact]
    public void A_complimentary_line_stays_on_the_bill_with_value_nothing()
    {
        var bill = Basket("IN_REST_5", Line("a", 2000), Line("nc", 500, 2) with { Complimentary = true }).Price();
        var line = bill.Lines[1];
        Assert.True(line.Complimentary);
        Assert.Equal((1000L, 1000L, 0L, 0L),
            (line.GrossMinor, line.LineDiscountMinor, line.TaxableMinor, line.TaxMinor));
        Assert.Equal(2100, bill.PayableMinor);
    }

    [Fact]
    public void Golden_discounts_also_come_out_of_percentages()
    {
        var biryani = Basket("IN_REST_5", Line("Biryani", 32000, 2) with { Discount = Discount.OfPercent(10) },
            Line("Raita", 6000, 2)).Price();
        Assert.Equal((73080L, 73100L), (biryani.TotalMinor, biryani.PayableMinor));
        var staff = (Basket("IN_REST_5", Line("Staff meal", 12000)) with { BillDiscount = Discount.OfPercent(100) })
            .Price();
        Assert.Equal((12000L, 0L), (staff.BillDiscountMinor, staff.PayableMinor));
    }

    [Fact]
    public void Very_large_values_are_spread_exactly()
    {
        var basket = Basket("IN_REST_5", Line("a", 333_333_333_333), Line("b", 333_333_333_334),
            Line("c", 333_333_333_333)) with
        { BillDiscount = Discount.OfAmount(999_999_999_999) };
        var bill = basket.Price();
        Assert.Equal(999_999_999_999, bill.Lines.Sum(line => line.BillDiscountMinor));
    }
}
