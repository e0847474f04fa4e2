using System.Globalization;
using System.Text.RegularExpressions;

namespace Restpy.Billing.Numbers;

/// <summary>
/// How a number is written: BLR1/26-27/00421. At most 16 characters of A-Z, 0-9, - and / (CGST Rules, rule 46(b)), and
/// a letter first, because the invoice portal refuses a leading zero.
/// </summary>
internal static partial class DocumentNumber
{
    public const int Longest = 16;

    /// <summary>With five characters the series still holds 99,999 documents a year.</summary>
    public const int LongestPrefix = 5;

    public static bool IsPrefix(string text) => text.Length <= LongestPrefix && Prefix().IsMatch(text);

    /// <exception cref="InvalidOperationException">The series is full for this year.</exception>
    public static string Write(string prefix, string year, long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var room = Longest - prefix.Length - year.Length - 2;
        // 26-27 becomes 2627 when the year outgrows the room: another text, so never a number given out before.
        if (digits.Length > room)
            (year, room) = (year.Replace("-", ""), Longest - prefix.Length - year.Replace("-", "").Length - 2);
        if (digits.Length > room) throw new InvalidOperationException($"The series {prefix} of {year} is full.");
        return $"{prefix}/{year}/{digits.PadLeft(Math.Min(5, room), '0')}";
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
