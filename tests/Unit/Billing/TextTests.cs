using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Billing.SettleBill;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Xunit;

namespace Restpy.UnitTests.Billing;

public sealed class TextTests
{
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("card 5500-0000-0000-0004 ok", true)]
    [InlineData("378282246310005", true)]
    [InlineData("４１１１１１１１１１１１１１１１", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("1111", false)]
    [InlineData("431823774211", false)]
    [InlineData("APPR 004321 / 1111", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_full_card_number_is_recognised_in_any_dress(string? text, bool isCard) =>
    Assert.Equal(isCard, CardNumber.IsIn(text));

    [Theory]
    [InlineData("41111111-1111-1111-1111-111111111111", false)]
    [InlineData("{\"id\":\"0190a111-4111-1111-1111-111122223333\",\"n\":3}", false)]
    [InlineData("{\"id\":\"0190a111-4111-1111-1111-111122223333\",\"note\":\"4111 1111 1111 1111\"}", true)]
    [InlineData("4111-1111-1111-1111 0190a111-4111-1111-1111-111122223333", true)]
    public void An_id_is_no_card_and_hides_none(string text, bool isCard) =>
    Assert.Equal(isCard, CardNumber.IsIn(text));

    [Fact]
    public void No_id_and_no_hash_of_a_hundred_thousand_is_taken_for_a_card()
    {
        var random = new Random(20261122);
        var bytes = new byte[32];
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            var text =
                $"[{{\"id\":\"{new Guid(bytes.AsSpan(0, 16))}\",\"after\":{{\"orderId\":\"{new Guid(bytes.AsSpan(16))}\"}}}}]";
            Assert.False(CardNumber.IsIn(text), text);
            Assert.False(CardNumber.IsIn(Convert.ToHexStringLower(bytes)));
        }
    }

    [Theory]
    [InlineData("27AAPFU0939F1ZV", true)]
    [InlineData("29AAGCB7383J1Z4", true)]
    [InlineData("27AAPFU0939F1ZW", false)]
    [InlineData("27AAPFU0939F1Z", false)]
    [InlineData("27aapfu0939f1zv", false)]
    [InlineData("", false)]
    public void A_GSTIN_is_held_to_its_check_character(string number, bool valid) =>
    Assert.Equal(valid, TaxNumbers.IsGstin(number));

    [Theory]
    [InlineData("FR", "FR40303265045", true)]
    [InlineData("FR", "FR41303265045", false)]
    [InlineData("FR", "DE123456789", true)]
    [InlineData("FR", "FR4030326504", false)]
    [InlineData("DE", "DE123456789", true)]
    [InlineData("DE", "123456789", false)]
    public void A_European_number_is_held_to_its_form(string country, string number, bool valid) =>
    Assert.Equal(valid, TaxNumbers.IsValid(country, number));

    [Theory]
    [InlineData(0, "Rupees Zero only")]
    [InlineData(105000, "Rupees One Thousand Fifty only")]
    [InlineData(43650, "Rupees Four Hundred Thirty Six and Fifty Paise only")]
    [InlineData(1234567800, "Rupees One Crore Twenty Three Lakh Forty Five Thousand Six Hundred Seventy Eight only")]
    public void An_amount_is_said_in_lakh_and_crore(long paise, string words) =>
    Assert.Equal(words, RupeeWords.Of(paise));

    [Fact]
    public void Quick_sums_begin_with_the_exact_one_and_never_fall_short()
    {
        var quick = QuickAmounts.For(105_000, "INR");
        Assert.Equal([105_000, 110_000, 120_000, 150_000, 200_000], quick);
        Assert.Empty(QuickAmounts.For(0, "INR"));
        Assert.Equal([2_870, 3_000, 4_000, 5_000, 10_000], QuickAmounts.For(2_870, "EUR"));
    }
}
