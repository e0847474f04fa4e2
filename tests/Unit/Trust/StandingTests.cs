using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Trust;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.UnitTests.Trust;

public sealed class StandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Claim Checkable = new("T1", "data", "s", "h")
    {
        Check = (_, _) => Task.FromResult(new Finding(ClaimState.Verified, "seen")),
    };

    [Fact]
    public void Nothing_is_verified_without_a_check_that_ran()
    {
        Assert.Equal(ClaimState.NotVerifiedHere,
            ClaimStatus.Of(Checkable with { Check = null }, Result("seen", Now), Now).State);
        Assert.Equal(ClaimState.NotVerifiedHere, ClaimStatus.Of(Checkable, null, Now).State);
        Assert.Equal(ClaimState.Verified, ClaimStatus.Of(Checkable, Result("seen", Now), Now).State);
    }

    [Fact]
    public void A_finding_grows_too_old_to_count() =>
        Assert.Equal([ClaimState.Verified, ClaimState.NotVerifiedHere],
            new[] { 5, 6 }.Select(m => ClaimStatus.Of(Checkable, Result("seen", Now.AddMinutes(-m)), Now).State));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_finding_without_evidence_does_not_count(string evidence) =>
    Assert.Equal(ClaimState.NotVerifiedHere, ClaimStatus.Of(Checkable, Result(evidence, Now), Now).State);

    [Fact]
    public void A_certificate_counts_with_its_evidence_and_only_in_its_time()
    {
        OperatorOptions Filed(DateOnly from, DateOnly until, string report = "Report 7") =>
            new()
            {
                Attestations = [new()
                {
                    Claim = "C1", Issuer = "Auditor", Report = report, From = from, Until = until,
                }],
            };
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        Assert.Equal(ClaimState.NotVerifiedHere, AttestationCheck.Find(new(), "C1", today).State);
        Assert.Equal(ClaimState.AssertedByOperator,
            AttestationCheck.Find(Filed(today.AddDays(-9), today), "C1", today).State);
        Assert.Equal(ClaimState.NotVerifiedHere,
            AttestationCheck.Find(Filed(today.AddDays(-9), today), "C2", today).State);
        Assert.Equal(ClaimState.NotVerifiedHere,
            AttestationCheck.Find(Filed(today.AddDays(-9), today.AddDays(-1)), "C1", today).State);
        Assert.Equal(ClaimState.NotVerifiedHere,
            AttestationCheck.Find(Filed(today.AddDays(1), today.AddDays(9)), "C1", today).State);
        Assert.Equal(ClaimState.NotVerifiedHere,
            AttestationCheck.Find(Filed(today.AddDays(-9), today.AddDays(9), ""), "C1", today).State);
    }

    [Theory]
    [InlineData("Paid with 4242 4242 4242 4242", true)]
    [InlineData("4111-1111-1111-1111", true)]
    [InlineData("378282246310005", true)]
    [InlineData("4242424242424241", false)]
    [InlineData("11224999000123", false)]
    [InlineData("42424242424242424242", false)]
    [InlineData("01a2026e-4242-4242-4242-4242424242aa", false)]
    [InlineData("+91 80 5550 0114", false)]
    [InlineData("+4915112345676", false)]
    [InlineData("+4111111111111111", true)]
    [InlineData("4111111111111111/1.0", true)]
    [InlineData("12/27 4111 1111 1111 1111 123", true)]
    [InlineData("4111 1111 1111 1112 12/27", false)]
    [InlineData("2026-11-22T10:40:52.2972900Z", false)]
    [InlineData("{\"id\":\"01a202c2-a706-7e2d-b870-ad1d9ba0e687\",\"paidMinor\":125000,\"payableMinor\":4111111}",
        false)]
    [InlineData("", false)]
    public void A_card_number_is_told_from_other_long_numbers(string text, bool card) =>
    Assert.Equal(card, CardNumber.IsIn(text));

    [Theory]
    [InlineData("max-age=63072000; includeSubDomains; preload", true)]
    [InlineData("max-age=31536000;includesubdomains;PRELOAD", true)]
    [InlineData("max-age=2592000; includeSubDomains; preload", false)]
    [InlineData("max-age=63072000; includeSubDomains", false)]
    [InlineData("", false)]
    public void Preload_asks_for_a_year_all_subdomains_and_the_word(string header, bool takes) =>
    Assert.Equal(takes, TlsChecks.IsPreloadable(header));

    [Theory]
    [InlineData("default-src 'none'; frame-ancestors 'none'", true)]
    [InlineData("default-src 'none'; frame-ancestors 'none'; script-src 'unsafe-inline'", false)]
    [InlineData("default-src *; frame-ancestors 'none'", false)]
    [InlineData("", false)]
    public void A_policy_is_strict_or_it_is_not(string policy, bool strict) =>
    Assert.Equal(strict, HeaderCheck.IsStrict(policy));

    private static CheckResult Result(string evidence, DateTimeOffset at) =>
        new(new(ClaimState.Verified, evidence), at, TimeSpan.Zero);
}
