using System.Globalization;

namespace Restpy.Kernel;

/// <summary>
/// Finds a payment card's number in a text (PCI DSS requirement 3: one in a note would bring the whole database into the
/// scope of the card schemes): 13 to 19 digits, also with spaces, dashes, dots or slashes between them, with the first
/// digits of a scheme and the Luhn check digit. Wider than any form would type it, narrower than any long number.
/// </summary>
public static class CardNumber
{
    private const int Longest = 19;
    private const int IdLength = 36;

    /// <summary>E.164: what follows a plus sign and is no longer than this is a telephone number.</summary>
    private const int LongestPhone = 15;

    /// <summary>Numbers that stand this close together are read as one; a further one begins anew.</summary>
    private const int MostGroups = 12;

    public static bool IsIn(string? text)
    {
        if (text is null || text.Length < 13) return false;
        Span<int> digits = stackalloc int[MostGroups * (Longest + 1)];
        Span<int> ends = stackalloc int[MostGroups];
        var (length, groups, start) = (0, 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (char.IsAsciiHexDigit(c) && IsIdAt(text, i))
            {
                // Ids are long enough that now and then one has a card's digits; the activity log is full of them.
                c = '\n';
                i += IdLength - 1;
            }
            if (DigitOf(c) is var digit and >= 0)
            {
                if (length == 0) start = i;
                // A group longer than any card is kept as just too long.
                if (length - (groups == 0 ? 0 : ends[groups - 1]) <= Longest) digits[length++] = digit;
                continue;
            }
            if (length == 0) continue;
            if (groups == 0 || ends[groups - 1] < length) ends[groups++] = length;
            if (groups < MostGroups && IsBetweenDigits(c) && DigitFollows(text, i)) continue;
            // A letter right behind it: the last group is part of an id in hexadecimal.
            if (char.IsAsciiLetter(c)) groups--;
            if (AnyOf(digits, ends[..groups], IsPhone(text, start), IsHexadecimal(text, start))) return true;
            (length, groups) = (0, 0);
        }
        return false;
    }

    /// <summary>Any groups side by side may be the number: an expiry date or a count may follow it or go before it.</summary>
    private static bool AnyOf(ReadOnlySpan<int> digits, ReadOnlySpan<int> ends, bool isPhone, bool isHexadecimal)
    {
        for (var first = isHexadecimal ? 1 : 0; first < ends.Length; first++)
        {
            var from = first == 0 ? 0 : ends[first - 1];
            for (var last = first; last < ends.Length && ends[last] - from <= Longest; last++)
            {
                var one = digits[from..ends[last]];
                if (one.Length < 13 || (isPhone && first == 0 && one.Length <= LongestPhone)) continue;
                if (IsOfAScheme(one) && Luhn(one)) return true;
            }
        }
        return false;
    }

    /// <summary>In the digits of any script: a form takes full-width and Devanagari ones as well.</summary>
    private static int DigitOf(char c) => char.IsAscii(c) ? (char.IsAsciiDigit(c) ? c - '0' : -1) : CharUnicodeInfo.GetDecimalDigitValue(c);

    /// <summary>An id of ours stands here: 8-4-4-4-12 hexadecimal digits and nothing joined to them.</summary>
    private static bool IsIdAt(string text, int at)
    {
        var end = at + IdLength;
        if (end > text.Length || text[at + 8] != '-' || text[at + 13] != '-' || text[at + 18] != '-' || text[at + 23] != '-') return false;
        if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || (end < text.Length && char.IsLetterOrDigit(text[end]))) return false;
        return Guid.TryParseExact(text.AsSpan(at, IdLength), "D", out _);
    }

    private static bool IsBetweenDigits(char c) => c is ' ' or '-' or '.' or '/' or '\u00A0';

    /// <summary>Up to two characters of punctuation stand inside a number.</summary>
    private static bool DigitFollows(string text, int at) =>
        (at + 1 < text.Length && char.IsDigit(text[at + 1])) || (at + 2 < text.Length && IsBetweenDigits(text[at + 1]) && char.IsDigit(text[at + 2]));

    private static bool IsPhone(string text, int start) => start > 0 && text[start - 1] == '+';

    private static bool IsHexadecimal(string text, int start)
    {
        var before = start > 0 ? text[start - 1] : ' ';
        if (before == '-' && start > 1) before = text[start - 2];
        return char.IsAsciiLetter(before);
    }

    /// <summary>Visa, Mastercard, Maestro, RuPay, Discover, JCB, American Express and Diners, by their first digits and lengths.</summary>
    private static bool IsOfAScheme(ReadOnlySpan<int> digits)
    {
        var four = (digits[0] * 1000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return digits.Length switch
        {
            13 => digits[0] == 4,
            14 => four is (>= 3000 and <= 3059) or (>= 3600 and <= 3699) or (>= 3800 and <= 3999),
            15 => four / 100 is 34 or 37,
            _ => digits[0] is 4 or 5 or 6 || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589) || four / 100 is 81 or 82,
        };
    }

    private static bool Luhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            if (i % 2 == 1) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
