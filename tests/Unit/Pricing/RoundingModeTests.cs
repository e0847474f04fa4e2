using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class RoundingModeTests
{
    private static Basket Three(TaxRounding rounding, PriceMode mode)
    {
        var basket = Basket("IN_REST_5", Line("a", 1010), Line("b", 1010), Line("c", 1010));
        return basket with { Profile = basket.Profile with { Rounding = rounding, PriceMode = mode } };
    }

    [Theory]
    [InlineData(TaxRounding.PerGroup, PriceMode.Exclusive, 76, 3030)] // 3030 x 2.5% = 75.75
    [InlineData(TaxRounding.PerLine, PriceMode.Exclusive, 75, 3030)] // 3 x 25.25
    [InlineData(TaxRounding.PerGroup, PriceMode.Inclusive, 72, 2886)] // 3030 x 2.5 / 105 = 72.14
    [InlineData(TaxRounding.PerLine, PriceMode.Inclusive, 72, 2886)] // 3 x 24.05
    public void Tax_is_rounded_per_group_or_per_line(TaxRounding rounding, PriceMode mode, long half, long taxable)
    {
        var bill = Three(rounding, mode).Price();
        Assert.Equal([half, half], bill.TaxesOf());
        Assert.Equal(taxable, bill.TaxableMinor);
        Assert.Equal(bill.TaxMinor, bill.Lines.Sum(line => line.TaxMinor));
        Assert.All(bill.Lines, line => Assert.Equal(line.Taxes[0].AmountMinor, line.Taxes[1].AmountMinor));
    }

    [Fact]
    public void The_e_invoice_sample_rounds_per_line_and_meets_the_same_sums()
    {
        var basket = Basket("IN_REST_5", Line("lunch", 49900, 120) with { Discount = Discount.OfPercent(5) },
            Line("chai", 8550, 120), Line("sc", 150000));
        var bill = (basket with { Profile = basket.Profile with { Rounding = TaxRounding.PerLine } }).Price();
        Assert.Equal([142215L, 25650L, 3750L], bill.Lines.Select(line => line.Taxes[0].AmountMinor));
        Assert.Equal((7207830L, -30L), (bill.TotalMinor, bill.RoundOffMinor));
    }

    [Fact]
    public void The_left_over_paisa_goes_to_the_earliest_of_equal_lines() =>
        Assert.Equal([26L, 25L, 25L],
            Three(TaxRounding.PerGroup, PriceMode.Exclusive).Price().Lines.Select(line => line.Taxes[0].AmountMinor));

    [Fact]
    public void Half_kilos_are_rounded_half_up() =>
        Assert.Equal(1003, Basket("IN_REST_5", Line("a", 2005, 0.5m)).Price().GrossMinor);

    [Fact]
    public void A_per_line_credit_note_credits_what_the_line_was_charged()
    {
        var bill = Three(TaxRounding.PerLine, PriceMode.Exclusive).Price();
        var note = CreditNotes.Credit(bill, [], [new("b", 1)]).Value;
        Assert.Equal((1010L, 50L, 50L), (note.TaxableMinor, note.TaxMinor, note.Lines.Single().TaxMinor));
    }

    [Fact]
    public void A_per_line_credit_note_does_not_spread_the_group()
    {
        var basket = Basket("IN_REST_5", Line("a", 20), Line("b", 20), Line("c", 20), Line("d", 1000));
        var bill = (basket with { Profile = basket.Profile with { Rounding = TaxRounding.PerLine } }).Price();
        var note = CreditNotes.Credit(bill, [], [.. bill.Lines.Select(line => new ReturnedUnits(line.Id, 1))]).Value;
        // spread by value: 1, 1, 0, 26
        Assert.Equal([1L, 1L, 1L, 25L], note.Lines.Select(line => line.Taxes[1].AmountMinor));
    }
}
