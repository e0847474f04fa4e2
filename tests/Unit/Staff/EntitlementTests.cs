using FsCheck;
using FsCheck.Fluent;
using Restpy.Kernel;
using Restpy.Staff.Rights;
using Xunit;

namespace Restpy.UnitTests.Staff;

/// <summary>One decision: role, the restaurant's rules, the person's own; taking away wins.</summary>
public sealed class EntitlementTests
{
    private static readonly Permission Bills = new("bills.see", "See bills", Role.Owner, Role.Waiter);
    private static readonly Permission Platform = new("platform.restaurants", "See all restaurants", Role.SuperAdmin);
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly Guid There = Guid.NewGuid();

    [Theory]
    [InlineData(Role.Waiter, null, "", true)]
    [InlineData(Role.Kitchen, null, "", false)]
    [InlineData(Role.Kitchen, true, "", true)]
    [InlineData(Role.Waiter, false, "", false)]
    [InlineData(Role.Waiter, false, "+", true)]
    [InlineData(Role.Kitchen, null, "+", true)]
    [InlineData(Role.Kitchen, null, "+-", false)]
    [InlineData(Role.Waiter, true, "-", false)]
    [InlineData(Role.Owner, false, "", true)]
    [InlineData(Role.Owner, null, "-", false)]
    public void Taking_away_wins_over_giving_and_giving_over_the_role(Role role, bool? rule, string own, bool may) =>
        Assert.Equal(may, Of(role, rule, [.. own.Select(c => Own(Bills, c == '+', null))], Here).On(Bills).May);

    [Theory]
    [InlineData(true, "here", "here", true)]
    [InlineData(true, "here", "there", false)]
    [InlineData(true, "here", null, false)]
    [InlineData(true, null, null, true)]
    [InlineData(false, "here", "here", false)]
    [InlineData(false, "here", "there", true)]
    [InlineData(false, "here", null, false)]
    public void A_permission_given_or_taken_in_one_branch_counts_in_that_branch(
    bool allowed, string? of, string? stands, bool may)
    {
        Guid? Branch(string? name) => name switch { "here" => Here, "there" => There, _ => null };
        Assert.Equal(may,
            Of(allowed ? Role.Kitchen : Role.Waiter, null, [Own(Bills, allowed, Branch(of))], Branch(stands)).On(Bills)
            .May);
    }

    [Fact]
    public void What_is_the_operators_no_rule_and_no_gift_brings_to_a_restaurant()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(role == Role.SuperAdmin,
                new Entitlement(role, [RoleRule.Of(role, Platform.Name, true)], [Own(Platform, true, null)], null)
                .On(Platform).May);
    }

    /// <summary>Whatever is decided, whatever order it comes in: a denial that holds is never outvoted.</summary>
    [Fact]
    public void A_denial_is_never_outvoted()
    {
        var gen = from role in Gen.Elements(Enum.GetValues<Role>().Where(r => r != Role.SuperAdmin))
                  from rule in Gen.Elements<bool?>(null, true, false)
                  from gifts in Gen.ListOf(Gen.Elements(true, false))
                  from at in Gen.Choose(0, 10)
                  select (role, rule, gifts, at);
        Prop.ForAll(gen.ToArbitrary(), one =>
        {
            var own = one.gifts.Select(_ => Own(Bills, true, null)).ToList();
            own.Insert(Math.Min(one.at, own.Count), Own(Bills, false, null));
            return !Of(one.role, one.rule, own, Here).On(Bills).May;
        }).QuickCheckThrowOnFailure();
    }

    private static Entitlement Of(Role role, bool? rule, IReadOnlyList<Override> own, Guid? branch) =>
        new(role, rule is { } allowed ? [RoleRule.Of(role, Bills.Name, allowed)] : [], own, branch);

    private static Override Own(Permission permission, bool allowed, Guid? branch) =>
        Override.Make(Guid.NewGuid(), new(permission.Name, allowed, branch, null, ""), Actor.System("test"),
            DateTimeOffset.UnixEpoch);
}
