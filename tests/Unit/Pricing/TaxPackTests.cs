using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class TaxPackTests
{
    private static readonly TaxRule Lunch = new()
    {
        Key = "lunch", Profiles = ["IN_REST_5"], Categories = ["food"], Block = TaxBlock.Gst, Tax = "GST",
        RatePercent = 6, ValidFrom = new(2027, 1, 1),
    };

    [Fact]
    public void Every_shipped_profile_prices_food_in_some_mode_today()
    {
        foreach (var profile in TaxPack.Default.Profiles)
            Assert.Contains(Enum.GetValues<ServiceMode>(),
                mode => TaxPack.Default.Rule(profile, TaxCategory.Food, mode, Day).Succeeded);
    }

    [Fact]
    public void Every_shipped_rule_belongs_to_a_shipped_profile_and_has_a_source_or_is_a_sample()
    {
        var keys = TaxPack.Default.Profiles.Select(profile => profile.Key).ToHashSet();
        Assert.All(TaxPack.Default.Rules, rule => Assert.Subset(keys, rule.Profiles.ToHashSet()));
        Assert.All(TaxPack.Default.Rules, rule => Assert.Equal(TaxPack.Default.Version, rule.PackVersion));
    }

    [Theory]
    [InlineData("IE_VAT", "food", ServiceMode.DineIn, "2026-06-30", 13.5)]
    [InlineData("IE_VAT", "food", ServiceMode.DineIn, "2026-07-01", 9)]
    [InlineData("DE_VAT", "food", ServiceMode.DineIn, "2025-12-31", 19)]
    [InlineData("DE_VAT", "food", ServiceMode.Takeaway, "2025-12-31", 7)]
    [InlineData("DE_VAT", "food", ServiceMode.DineIn, "2026-01-01", 7)]
    [InlineData("BE_VAT", "food", ServiceMode.Takeaway, "2026-11-20", 6)]
    [InlineData("IT_VAT", "alcohol", ServiceMode.Takeaway, "2026-11-20", 22)]
    [InlineData("IN_REST_5", "food", ServiceMode.Catering, "2026-11-20", 5)]
    [InlineData("IN_REST_18_SPECIFIED", "food", ServiceMode.Catering, "2026-11-20", 18)]
    [InlineData("IN_REST_5", "goods:2202", ServiceMode.Takeaway, "2026-11-20", 40)]
    [InlineData("IN_REST_5", "goods:1704", ServiceMode.Takeaway, "2026-11-20", 5)] // falls back to goods
    public void The_rate_follows_category_mode_and_day(
    string key, string category, ServiceMode mode, string day, decimal rate)
    {
        var profile = TaxPack.Default.Profile(
            key, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Value;
        Assert.Equal(rate,
            TaxPack.Default.Rule(profile, category, mode,
                DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Value.RatePercent);
    }

    [Theory]
    [InlineData("29", 0)]
    [InlineData("27", 10)]
    [InlineData("30", 22)]
    public void Liquor_follows_the_state(string region, decimal rate) =>
        Assert.Equal(rate, TaxPack.Default.Rule(Profile("IN_REST_5", region), "alcohol:beer", ServiceMode.DineIn, Day)
            .Value.RatePercent);

    [Fact]
    public void A_restaurants_own_rules_lie_over_the_shipped_ones_from_their_day_on()
    {
        var pack = TaxPack.Default.With(TaxPack.Create("tenant-3", [], [Lunch]).Value);
        decimal Rate(DateOnly day) =>
            pack.Rule(Profile("IN_REST_5"), "food", ServiceMode.DineIn, day).Value.RatePercent;
        Assert.Equal((5m, 6m), (Rate(new(2026, 12, 31)), Rate(new(2027, 1, 1))));

        var line = PricingEngine.Price(
            Basket("IN_REST_5", Line("a", 100)) with { BusinessDate = new(2027, 1, 1) }, pack).Value.Lines[0];
        Assert.Equal(("lunch", "tenant-3"), (line.RuleKey, line.PackVersion));
        Assert.True(pack.UsesUtgst("04"));
    }

    [Fact]
    public void A_country_with_two_taxes_is_data()
    {
        var profile = new TaxProfile
        {
            Key = "CA_BC", Country = "CA", Currency = "CAD", Regime = TaxRegime.EuVat, RoundingUnitMinor = 5,
        };
        var pack = TaxPack.Create("ca", [profile], [Lunch with
        {
            Profiles = ["CA_BC"], Block = TaxBlock.Vat, Tax = "Sales tax", RatePercent = 12,
            ValidFrom = new(2020, 1, 1),
            Components = [new("GST", 5m / 12), new("PST", 1 - (5m / 12))],
        }]).Value;
        var bill = PricingEngine.Price(new Basket
        {
            Profile = profile, BusinessDate = Day, Lines = [Line("a", 1999)],
        }, pack).Value;
        Assert.Equal([new("GST", 100), new("PST", 140)], bill.Groups.Single().Taxes);
        Assert.Equal(2240, bill.PayableMinor);
    }

    [Fact]
    public void Packs_that_contradict_themselves_are_refused()
    {
        string Fault(params TaxRule[] rules) => TaxPack.Create("1", [], rules).Refusal?.Code ?? "created";
        Assert.Equal("created", Fault(Lunch, Lunch with
        {
            Key = "old",
            ValidFrom = new(2026, 1, 1),
            ValidTo = new(2026, 12, 31),
        }));
        Assert.Equal("created", Fault(Lunch, Lunch with { Key = "away", Modes = [ServiceMode.Takeaway] }));
        // a key used twice
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch, Lunch with { Categories = ["goods"] }));
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch, Lunch with { Key = "again" }));
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch with { RatePercent = -1 }));
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch with { ValidTo = new(2026, 1, 1) }));
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch with { Components = [new("A", 0.5m)] }));
        Assert.Equal(PricingRefusals.PackInconsistent, Fault(Lunch with { Block = TaxBlock.None }));
        Assert.Equal(PricingRefusals.PackInconsistent, TaxPack.Create(" ", [], []).Refusal?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"version":"1","profiles":[],"rules":[],"validtill":"x"}""")]
    [InlineData("""{"version":"1","profiles":[],"rules":[{"key":"a"}]}""")]
    public void Unreadable_packs_are_refused(string json) =>
        Assert.Equal(PricingRefusals.PackUnreadable, TaxPack.Parse(json).Refusal?.Code);

    [Fact]
    public void A_profile_that_is_not_there_is_refused() =>
        Assert.Equal(PricingRefusals.ProfileMissing, TaxPack.Default.Profile("IN_REST_7", Day).Refusal?.Code);
}
