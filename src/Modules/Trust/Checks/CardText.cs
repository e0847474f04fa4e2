using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using PhoneNumbers;
using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>
/// The proof's own rule for card numbers. Written apart from the guard that refuses them at the save, and from the
/// schemes' published ranges: what the guard has a blind spot for, the proof must not have too.
/// </summary>
internal static partial class CardText
{
    private const string Doubled = "0246813579";

    public static bool HoldsCard(string text)
    {
        if (!CardDigits.MayHoldCard(text)) return false;
        var plain = Plain(text);
        foreach (Match run in Runs().Matches(plain))
        {
            var groups = Digits().Matches(run.Value);
            for (var first = 0; first < groups.Count; first++)
            {
                var number = "";
                for (var last = first; last < groups.Count && number.Length < 19; last++)
                {
                    number += groups[last].Value;
                    if (!Schemes().IsMatch(number) || !IsChecked(number)) continue;
                    var written = run.Value[groups[first].Index..(groups[last].Index + groups[last].Length)];
                    if (IsOne(written) && !IsPhone(plain, run.Index + groups[first].Index, written)) return true;
                }
            }
        }
        return false;
    }

    /// <summary>Digits of all scripts as 0 to 9; ids, IBANs and document numbers taken out.</summary>
    private static string Plain(string text)
    {
        var folded = new StringBuilder(text.Length);
        if (Ascii.IsValid(text)) folded.Append(text);
        else foreach (var rune in CleanText.Normal(text, NormalizationForm.FormKC).EnumerateRunes())
            folded.Append(Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
                ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture) : rune.ToString());
        var bare = OtherNumbers().Replace(folded.ToString(), "id");
        return Ibans().Replace(bare, iban => IsIban(iban.Value.Replace(" ", "")) ? "iban" : iban.Value);
    }

    /// <summary>Written with the usual marks, in two parts, in parts of one size, or in the groups of a card.</summary>
    private static bool IsOne(string written)
    {
        var marks = NotDigits().Matches(written).Select(m => m.Value).ToList();
        return marks.All(m => UsualMark().IsMatch(m)) || marks.Count == 1 || CardGroups().IsMatch(written);
    }

    private static bool IsChecked(string number)
    {
        var (sum, isDoubled) = (0, false);
        foreach (var digit in number.Reverse())
        {
            sum += isDoubled ? Doubled[digit - '0'] - '0' : digit - '0';
            isDoubled = !isDoubled;
        }
        return sum % 10 == 0;
    }

    private static bool IsIban(string text) =>
        text.Length is >= 15 and <= 34
        && BigInteger.Parse(
        string.Concat((text[4..] + text[..4]).Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}")),
        CultureInfo.InvariantCulture) % 97 == 1;

    private static bool IsPhone(string text, int at, string written)
    {
        if (!text[..at].TrimEnd(' ', '(').EndsWith('+')) return false;
        try
        {
            var number = PhoneNumberUtil.GetInstance().Parse("+" + written, null);
            return PhoneNumberUtil.GetInstance().IsValidNumber(number);
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"[0-9](?:[^\p{L}0-9]{0,3}[0-9]){13,}")]
    private static partial Regex Runs();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("[^0-9]+")]
    private static partial Regex NotDigits();

    [GeneratedRegex(@"^[ \-./]{1,2}\z")]
    private static partial Regex UsualMark();

    [GeneratedRegex(@"^(?:[0-9]{4}[^0-9]+){3,4}[0-9]{1,4}\z|^(?:[0-9]{3}[^0-9]+)+[0-9]{1,3}\z|^(?:[0-9]{2}[^0-9]+)+[0-9]{1,2}\z|^(?:[0-9][^0-9]+)+[0-9]\z|^[0-9]{4}[^0-9]+[0-9]{6}[^0-9]+[0-9]{4,5}\z")]
    private static partial Regex CardGroups();

    // Visa · Mastercard · American Express · Diners · Discover, RuPay, UnionPay, Maestro · JCB
    [GeneratedRegex(@"^(?:4[0-9]{15}(?:[0-9]{3})?|5[0-9]{15}|(?:222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[689][0-9])[0-9]{11}|(?:6[0-9]|8[12])[0-9]{14}(?:[0-9]{3})?|35(?:2[89]|[3-8][0-9])[0-9]{12,15})\z")]
    private static partial Regex Schemes();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{32}(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{32})?|[A-Z][A-Z0-9]{0,9}/[0-9]{2}-[0-9]{2}/[0-9]{1,8})(?![0-9A-Za-z])")]
    private static partial Regex OtherNumbers();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{1,4}){3,8}(?![0-9A-Za-z])")]
    private static partial Regex Ibans();
}
