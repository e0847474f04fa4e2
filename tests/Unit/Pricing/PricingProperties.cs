using FsCheck.Fluent;
using Restpy.Pricing;
using Xunit;

namespace Restpy.UnitTests.Pricing;

public sealed class PricingProperties
{
    [Fact]
    public void Most_random_baskets_are_priced()
    {
        var outcomes = AnyBasket.Baskets().Sample(500).Select(basket => PricingEngine.Price(basket, TaxPack.Default))
            .ToArray();
        Assert.True(outcomes.Count(outcome => outcome.Succeeded) > 450);
    }

    [Fact]
    public void The_total_is_the_sum_of_its_parts() => AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        bill.TotalMinor == bill.Groups.Sum(group => group.TotalMinor)
        && bill.TotalMinor == bill.Blocks.Sum(block => block.TotalMinor)
        && bill.TotalMinor == bill.Lines.Sum(line => line.TotalMinor)
        && bill.GrossMinor - bill.LineDiscountMinor - bill.BillDiscountMinor == bill.Lines.Sum(
        line => line.AfterDiscountMinor)
        && bill.PayableMinor == bill.TotalMinor + bill.RoundOffMinor));

    [Fact]
    public void Line_allotments_add_up_to_their_group_exactly() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        bill.Groups.Select((group, g) => (group, lines: bill.Lines.Where(line => line.Group == g).ToArray())).All(x =>
            x.group.ValueMinor == x.lines.Sum(line => line.AfterDiscountMinor)
            && x.group.TaxableMinor == x.lines.Sum(line => line.TaxableMinor)
            && x.group.TaxMinor == x.lines.Sum(line => line.TaxMinor)
            && x.group.Taxes.Select((tax, c) => tax.AmountMinor == x.lines.Sum(line => line.Taxes[c].AmountMinor))
            .All(same => same)
            && x.lines.All(line => line.TaxMinor == line.Taxes.Sum(tax => tax.AmountMinor)))));

    [Fact]
    public void Cgst_equals_sgst_on_every_group_and_line() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        bill.Groups.Select(group => group.Taxes).Concat(bill.Lines.Select(line => line.Taxes))
            .All(taxes => taxes.Count < 2
                || (taxes[0] is { Name: "CGST" } && taxes[0].AmountMinor == taxes[1].AmountMinor))));

    [Fact]
    public void An_inclusive_total_is_what_the_menu_says_after_discounts() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        basket.Profile.PriceMode == PriceMode.Exclusive
        || bill.TotalMinor == bill.GrossMinor - bill.LineDiscountMinor - bill.BillDiscountMinor));

    [Fact]
    public void An_exclusive_line_is_taxed_on_what_is_left_after_discounts() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        basket.Profile.PriceMode == PriceMode.Inclusive
            || bill.Lines.All(line => line.TaxableMinor == line.AfterDiscountMinor)));

    [Fact]
    public void The_round_off_is_at_most_half_the_unit_and_lands_on_it() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        bill.RoundingUnitMinor == 0
            ? bill.RoundOffMinor == 0
            : bill.PayableMinor % bill.RoundingUnitMinor == 0
              && 2 * bill.RoundOffMinor <= bill.RoundingUnitMinor && 2 * bill.RoundOffMinor > -bill.RoundingUnitMinor));

    [Fact]
    public void Nothing_is_negative() => AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        bill.PayableMinor >= 0
            && bill.Groups.All(group => group.TaxableMinor >= 0 && group.Taxes.All(tax => tax.AmountMinor >= 0))
        && bill.Lines.All(line => line.AfterDiscountMinor >= 0 && line.BillDiscountMinor >= 0
            && line.LineDiscountMinor >= 0 && line.TaxMinor >= 0
            && (line.TaxableMinor >= 0 || line.AfterDiscountMinor <= 1))));

    [Fact]
    public void The_tax_is_within_half_a_unit_per_component_of_the_exact_tax() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        basket.Profile.Rounding == TaxRounding.PerLine || bill.Groups.All(group => group.Taxes.Count == 0 || Math.Abs(
            group.TaxMinor - (group.ValueMinor * group.RatePercent / (100
                + (group.Terms.PriceMode == PriceMode.Inclusive ? group.RatePercent : 0))))
            <= group.Taxes.Count * 0.5m)));

    [Fact]
    public void The_order_of_lines_does_not_change_an_undiscounted_bill() =>
    AnyBasket.Always(AnyBasket.Of(discounted: false), basket => basket.Holds(bill =>
        (basket with { Lines = [.. basket.Lines.Reverse()] }).Holds(reversed => Sums(bill) == Sums(reversed))));

    // With ties the earlier line takes the left-over unit, so only the spread sum is promised, not each share.
    [Fact]
    public void The_order_of_lines_changes_a_bill_discount_by_at_most_one_unit_a_line() =>
    AnyBasket.Always(AnyBasket.Of(), basket => basket.Holds(bill =>
        (basket with { Lines = [.. basket.Lines.Reverse()] })
            .Holds(reversed => bill.BillDiscountMinor == reversed.BillDiscountMinor
            && bill.Lines.All(line =>
                Math.Abs(line.BillDiscountMinor - reversed.Lines.Single(other => other.Id == line.Id)
                    .BillDiscountMinor) <= 1))));

    [Fact]
    public void Splitting_a_line_of_two_into_two_lines_changes_nothing() =>
    AnyBasket.Always(AnyBasket.Of(discounted: false), basket =>
    {
        var perGroup = basket with { Profile = basket.Profile with { Rounding = TaxRounding.PerGroup } };
        var twice = perGroup with { Lines = [.. perGroup.Lines.Select(line => line with { Quantity = 2 })] };
        var split = perGroup with
        {
            Lines = [
            .. perGroup.Lines.SelectMany(
            line => new[] { line with { Quantity = 1 }, line with { Id = line.Id + "b", Quantity = 1 } })],
        };
        return twice.Holds(whole => split.Holds(parts => Sums(whole) == Sums(parts)));
    });

    private static string Sums(PricedBill bill) =>
        System.Text.Json.JsonSerializer.Serialize(new { bill.Groups, bill.Blocks, bill.TotalMinor, bill.PayableMinor });
}
