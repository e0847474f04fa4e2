using System.Globalization;
using System.Text;

namespace Restpy.Platform.Data;

/// <summary>
/// Finds a payment card's number in a text (PCI DSS requirement 3: one in a note would bring the whole database into
/// the scope of the card schemes): 14 to 19 digits of any script, whatever stands beside or between them, with the
/// first digits of a scheme and the Luhn check digit. What <see cref="OtherNumbers"/> knows is none.
/// </summary>
public static class CardNumber
{
    private const int Shortest = 14, Longest = 19;

    /// <summary>More than this between two digits, and they belong to two numbers.</summary>
    private const int MostBetween = 3;

    public static bool IsIn(string? text)
    {
        if (text is null || text.Length < Shortest || !HasDigits(text)) return false;
        var plain = OtherNumbers.Mask(text);
        var groups = new List<Group>();
        foreach (var rune in Positions(plain))
        {
            if (rune.Digit >= 0 && groups.Count > 0 && groups[^1].End == rune.At) groups[^1].Add(rune);
            else if (rune.Digit >= 0)
            {
                if (groups.Count > 0 && !AreOneNumber(plain, groups[^1].End, rune.At) && Ends(groups, plain))
                    return true;
                groups.Add(new(rune));
            }
        }
        return AnyOf(groups, plain);
    }

    /// <summary>The groups so far are looked at, and others begin.</summary>
    private static bool Ends(List<Group> groups, string text)
    {
        var found = AnyOf(groups, text);
        groups.Clear();
        return found;
    }

    /// <summary>
    /// Any groups side by side may be the number: an expiry date or a count may follow it or go before it.
    /// </summary>
    private static bool AnyOf(List<Group> groups, string text)
    {
        for (var first = 0; first < groups.Count; first++)
        {
            var digits = new StringBuilder();
            for (var last = first; last < groups.Count; last++)
            {
                digits.Append(groups[last].Digits);
                if (digits.Length > Longest) break;
                if (digits.Length < Shortest || !IsWrittenAsOne(groups, first, last, text)) continue;
                var number = digits.ToString();
                if (IsOfAScheme(number) && Luhn(number)
                    && !OtherNumbers.IsPhone(text, groups[first].At, groups[last].End, number.Length)) return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Blanks, dashes, points and slashes stand anywhere in a number. Between other characters the groups must be those
    /// of one number: two, or of one size as people type them, or as printed on cards. Else each list of amounts would
    /// be one number.
    /// </summary>
    private static bool IsWrittenAsOne(List<Group> groups, int first, int last, string text)
    {
        if (first == last) return true;
        var between = Enumerable.Range(first, last - first).Select(i => text[groups[i].End..groups[i + 1].At]).ToList();
        if (between.All(b => b.Length <= 2 && b.All(c => c is ' ' or '-' or '.' or '/' or '\u00A0'))
            || between.Count == 1) return true;
        var sizes = Enumerable.Range(first, last - first + 1).Select(i => groups[i].Digits.Length).ToList();
        return sizes is [4, 6, 5 or 4]
            || (sizes[0] is 1 or 2 or 3 or 4 && sizes.SkipLast(1).All(s => s == sizes[0]) && sizes[^1] <= sizes[0]);
    }

    private static bool AreOneNumber(string text, int end, int next) =>
        next - end <= MostBetween
            && !text.AsSpan(end, next - end).ToString().EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private static bool HasDigits(string text)
    {
        var digits = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c) || (!char.IsAscii(c) && (char.IsSurrogate(c) || char.IsNumber(c)))) digits++;
        return digits >= Shortest;
    }

    private static IEnumerable<(int At, int Length, int Digit)> Positions(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune,
                out var length) == System.Buffers.OperationStatus.Done) yield return (at, length, DigitOf(rune));
            at += Math.Max(1, length);
        }
    }

    /// <summary>Of any script; also raised ones and those in circles.</summary>
    private static int DigitOf(Rune rune) =>
        rune.IsAscii ? (rune.Value is >= '0' and <= '9' ? rune.Value - '0' : -1)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber
        && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value && value == Math.Floor(value) ? (int)value
        : -1;

    /// <summary>
    /// Visa, Mastercard, Maestro, RuPay, UnionPay, Discover, JCB, American Express and Diners, by their first digits
    /// and lengths.
    /// </summary>
    private static bool IsOfAScheme(string digits)
    {
        var four = int.Parse(digits.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            14 => four is (>= 3000 and <= 3059) or (>= 3600 and <= 3699) or (>= 3800 and <= 3999),
            15 => four / 100 is 34 or 37,
            _ => digits[0] is '4' or '5' or '6' || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589)
                || four / 100 is 81 or 82,
        };
    }

    private static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    private sealed class Group((int At, int Length, int Digit) first)
    {
        private readonly StringBuilder _digits = new(((char)('0' + first.Digit)).ToString());

        public int At { get; } = first.At;

        public int End { get; private set; } = first.At + first.Length;

        public string Digits => _digits.ToString();

        public void Add((int At, int Length, int Digit) next)
        {
            End = next.At + next.Length;
            _digits.Append((char)('0' + next.Digit));
        }
    }
}
