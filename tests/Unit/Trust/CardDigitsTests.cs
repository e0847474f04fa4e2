using System.Globalization;
using System.Text;
using Restpy.Kernel;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.UnitTests.Trust;

/// <summary>The cheap walk lets every text pass that could hold a card number, and stops the usual ones.</summary>
public sealed class CardDigitsTests
{
    public static TheoryData<string> Usual =>
    [
        "", "Table 7", "two masala dosas, no onion", "+91 98765 43210", "2026-11-22", "10:40:52.2972900",
        "पनीर टिक्का मसाला", "1 234,50 €", "₹1,00,000.00",
    ];

    [Theory, MemberData(nameof(Usual))]
    public void A_usual_text_is_stopped(string text) => Assert.False(CardDigits.MayHoldCard(text));

    [Theory, MemberData(nameof(CardNumberTests.Spellings), MemberType = typeof(CardNumberTests))]
    public void A_card_number_in_any_spelling_passes(string text) => Assert.True(CardDigits.MayHoldCard(text));

    [Fact]
    public void No_sign_stands_for_more_digits_than_it_is_counted_for() =>
    Assert.Empty(Signs().Where(sign => Plain(sign).Count(IsDigit) > CardDigits.DigitsOf(sign)).Select(Name));

    [Fact]
    public void What_ends_a_number_is_a_letter_once_it_is_written_plainly() =>
    Assert.Empty(Signs().Where(sign => CardDigits.EndsANumber(sign) && !Plain(sign).Any(Rune.IsLetter)).Select(Name));

    private static IEnumerable<Rune> Signs() => Enumerable.Range(0, 0x110000)
        .Where(v => Rune.IsValid(v) && (v & 0xFFFE) != 0xFFFE && v is not (>= 0xFDD0 and <= 0xFDEF))
        .Select(value => new Rune(value));

    private static List<Rune> Plain(Rune sign) =>
        [.. CleanText.Normal(sign.ToString(), NormalizationForm.FormKC).EnumerateRunes()];

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    private static string Name(Rune sign) => $"U+{sign.Value:X} {Rune.GetUnicodeCategory(sign)}";
}
