using FsCheck;
using FsCheck.Fluent;
using Restpy.Pricing;
using Xunit;

namespace Restpy.UnitTests.Pricing;

public sealed class BillSplitProperties
{
    [Fact]
    public void The_parts_pay_what_the_whole_would() => Always((whole, parts, _) =>
        parts.Sum(p => p.Bill.PayableMinor) == whole.PayableMinor);

    [Fact]
    public void Dishes_and_discounts_of_the_parts_are_those_of_the_whole() => Always((whole, parts, _) =>
        parts.Sum(p => Items(p.Bill).Sum(l => l.GrossMinor)) == Items(whole).Sum(l => l.GrossMinor)
        && parts.Sum(p => Items(p.Bill).Sum(l => l.LineDiscountMinor)) == Items(whole).Sum(l => l.LineDiscountMinor)
        && parts.Sum(p => p.SharedDiscountMinor) == whole.BillDiscountMinor);

    [Fact]
    public void Each_part_is_taxed_by_the_law_on_what_is_on_it() => Always((whole, parts, basket) => parts.All(p =>
        p.Bill.TaxMinor == p.Bill.Groups.Sum(g => g.TaxMinor) && p.Bill.Groups.All(g =>
            g.Terms.PriceMode == PriceMode.Inclusive || g.Terms.Rounding == TaxRounding.PerLine
            || Math.Abs(g.TaxMinor - (g.TaxableMinor * g.RatePercent / 100m)) <= 1 || g.Taxes.Count == 0)));

    [Fact]
    public void No_part_pays_more_than_a_rounding_beside_what_is_on_it() => Always((whole, parts, _) =>
        parts.All(p => Math.Abs(p.Bill.RoundOffMinor)
            <= whole.RoundingUnitMinor + (2 * parts.Count * (whole.Lines.Count + 1))));

    [Fact]
    public void A_part_that_is_credited_whole_gives_back_what_it_paid() => Always((_, parts, _) => parts.All(p =>
        p.Bill.Lines.Count == 0 || CreditNotes.Credit(
            p.Bill, [], [.. p.Bill.Lines.Select(l => new ReturnedUnits(l.Id, l.Quantity))]).Value.MoneyBackMinor
        == (p.Bill.TotalMinor == 0 ? 0 : Math.Max(0, p.Bill.PayableMinor))));

    [Fact]
    public void Parts_paid_one_after_the_other_come_to_the_whole_with_more_ordered_between() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AnyBasket.Of(discounted: false), any =>
        {
            var random = new Random(any.Seed);
            var basket = any.Basket with { PackingChargeMinor = 0 };
            var parts = Parts(basket, random);
            for (var next = 0; next < parts.Count - 1; next++)
            {
                var split = BillSplit.Price(basket, parts, TaxPack.Default);
                if (!split.Succeeded) return false;
                parts[next] = parts[next] with { Issued = split.Value.Parts[next].Bill };
                var line = Bills.Line($"later{next}", random.Next(100, 20000), random.Next(1, 4), "food");
                basket = basket with { Lines = [.. basket.Lines, line] };
            }
            var last = BillSplit.Price(basket, parts, TaxPack.Default).Value;
            return last.Parts.Sum(p => p.Bill.PayableMinor) == PricingEngine.Price(basket, TaxPack.Default)
                .Value.PayableMinor;
        }));

    [Fact]
    public void What_a_part_pays_does_not_change_when_another_is_paid() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AnyBasket.Of(), any =>
            any.Basket.Holds(_ =>
            {
                var random = new Random(any.Seed);
                var parts = Parts(any.Basket, random);
                var before = Payables(any.Basket, parts);
                foreach (var next in Enumerable.Range(0, parts.Count).OrderBy(_ => random.Next()))
                {
                    var split = BillSplit.Price(any.Basket, parts, TaxPack.Default).Value.Parts[next];
                    parts[next] = parts[next] with
                    {
                        Issued = split.Bill,
                        IssuedDiscountMinor = split.SharedDiscountMinor,
                    };
                    if (!Payables(any.Basket, parts).SequenceEqual(before)) return false;
                }
                return true;
            })));

    [Fact]
    public void A_discount_of_one_part_lowers_that_part_alone() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AnyBasket.Of(discounted: false), any =>
        {
            var random = new Random(any.Seed);
            var basket = any.Basket with { PackingChargeMinor = 0 };
            var parts = Parts(basket, random);
            var before = BillSplit.Price(basket, parts, TaxPack.Default).Value;
            parts[0] = parts[0] with { OwnDiscount = Discount.OfPercent(10) };
            var after = BillSplit.Price(basket, parts, TaxPack.Default).Value;
            var unit = before.Whole.RoundingUnitMinor;
            return after.Parts[0].Bill.PayableMinor <= before.Parts[0].Bill.PayableMinor
                && after.Parts.Skip(1).Zip(before.Parts.Skip(1)).All(p =>
                    p.First.Bill.TotalMinor == p.Second.Bill.TotalMinor
                    && Math.Abs(p.First.Bill.PayableMinor - p.Second.Bill.PayableMinor) <= unit);
        }));

    [Fact]
    public void Three_equal_parts_of_a_thousand_rupees_are_whole_rupees()
    {
        var basket = new Basket
        {
            Profile = Bills.Profile("IN_REST_5", "29") with { RoundingUnitMinor = 100 }, BusinessDate = Bills.Day,
            Lines = [Bills.Line("a", 95238, 1, "food")],
        };
        SplitPart third = new()
        {
            Shares = new Dictionary<string, LineShare> { ["a"] = LineShare.Fraction(1, 3) },
        };
        var split = BillSplit.Price(basket, [third, third, new()], TaxPack.Default).Value;
        Assert.Equal(100_000, split.Whole.PayableMinor);
        Assert.Equal([33_300L, 33_400L, 33_300L], split.Parts.Select(p => p.Bill.PayableMinor));
    }

    [Fact]
    public void A_part_split_by_amount_pays_that_amount()
    {
        var basket = new Basket
        {
            Profile = Bills.Profile("DE_VAT", "27"), BusinessDate = Bills.Day,
            Lines = [Bills.Line("a", 1990, 3, "food"), Bills.Line("b", 650, 1, "alcohol")],
        };
        var whole = PricingEngine.Price(basket, TaxPack.Default).Value;
        SplitPart fixedPart = new()
        {
            PayableMinor = 2000,
            Shares = basket.Lines.ToDictionary(l => l.Id, _ => LineShare.Fraction(2000, whole.PayableMinor)),
        };
        var split = BillSplit.Price(basket, [fixedPart, new()], TaxPack.Default).Value;
        Assert.Equal([2000, whole.PayableMinor - 2000], split.Parts.Select(p => p.Bill.PayableMinor));
    }

    private static List<long> Payables(Basket basket, IReadOnlyList<SplitPart> parts) =>
        [.. BillSplit.Price(basket, parts, TaxPack.Default).Value.Parts.Select(p => p.Bill.PayableMinor)];

    private static IEnumerable<PricedLine> Items(PricedBill bill) => bill.Lines.Where(l => l.Kind == LineKind.Item);

    private static void Always(Func<PricedBill, IReadOnlyList<PricedPart>, Basket, bool> promise) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(AnyBasket.Of(), any => any.Basket.Holds(whole =>
        {
            var split = BillSplit.Price(any.Basket, Parts(any.Basket, new(any.Seed)), TaxPack.Default);
            return split.Succeeded && promise(whole, split.Value.Parts, any.Basket);
        })));

    /// <summary>Two to five parts, in one of the ways a bill is split; the last takes the rest.</summary>
    private static List<SplitPart> Parts(Basket basket, Random random)
    {
        var ways = random.Next(2, 6);
        var byDishes = random.Next(2) == 0;
        var left = basket.Lines.ToDictionary(l => l.Id, l => (int)decimal.Truncate(l.Quantity));
        var parts = new List<SplitPart>();
        for (var part = 1; part < ways; part++)
        {
            var shares = new Dictionary<string, LineShare>();
            foreach (var line in basket.Lines)
            {
                if (!byDishes || line.Quantity != decimal.Truncate(line.Quantity))
                    shares[line.Id] = LineShare.Fraction(1, ways);
                else if (left[line.Id] > 0 && random.Next(2) == 0)
                {
                    var units = random.Next(1, left[line.Id] + 1);
                    shares[line.Id] = LineShare.Pieces(units);
                    left[line.Id] -= units;
                }
            }
            parts.Add(new() { Shares = shares, ChargesShare = byDishes ? null : LineShare.Fraction(1, ways) });
        }
        return [.. parts, new()];
    }
}
