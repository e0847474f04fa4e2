using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Restpy.Platform.Data;

/// <summary>
/// Numbers that look like those of payment cards and are none: ids, IBANs, our own document numbers and valid
/// telephone numbers.
/// </summary>
internal static partial class OtherNumbers
{
    /// <summary>E.164: a telephone number with its country has at most so many digits.</summary>
    private const int LongestPhone = 15;

    /// <summary>Ids, IBANs and our own document numbers, with letters in place of their digits.</summary>
    public static string Mask(string text) =>
        Numbers()
            .Replace(Ids().Replace(text, Letters), number => number.Value.Contains('/')
                || IsIban(number.Value) ? Letters(number) : number.Value);

    private static string Letters(Match match) => new('x', match.Length);

    /// <summary>
    /// ISO 13616: with the country at the end, and letters as 10 to 35, the number leaves 1 when divided by 97.
    /// </summary>
    private static bool IsIban(string text)
    {
        var bare = text.Replace(" ", "");
        if (bare.Length is < 15 or > 34) return false;
        var rest = 0;
        foreach (var c in bare[4..] + bare[..4])
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        return rest == 1;
    }

    public static bool IsPhone(string text, int from, int end, int digits)
    {
        var at = from - 1;
        while (at >= 0 && text[at] is ' ' or '(') at--;
        if (digits > LongestPhone || at < 0 || text[at] is not ('+' or '＋')) return false;
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            return util.IsValidNumber(util.Parse("+" + text[from..end], null));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    // GUIDs, and hashes in hexadecimal, which have a letter in them.
    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|(?=[0-9]*[A-Fa-f])(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32}))(?![0-9A-Za-z])")]
    private static partial Regex Ids();

    // What may be an IBAN, and document numbers as the product writes them: BLR/26-27/000421.
    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{1,4}){3,8}|[A-Z][A-Z0-9]{0,9}/[0-9]{2}-[0-9]{2}/[0-9]{1,8})(?![0-9A-Za-z])")]
    private static partial Regex Numbers();
}
