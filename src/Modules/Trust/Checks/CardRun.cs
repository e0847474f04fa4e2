namespace Restpy.Trust.Checks;

/// <summary>
/// Finds a payment card's number in a text: 13 to 19 digits, spaces or dashes between them, with the first digits of a card
/// scheme and the Luhn check digit. Wider than any form would type it, narrower than any long number.
/// </summary>
internal static class CardRun
{
    public static bool IsIn(string text)
    {
        Span<char> digits = stackalloc char[20];
        var (length, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (char.IsAsciiDigit(c))
            {
                if (length == 0) start = i;
                if (length < digits.Length) digits[length] = c;
                length++;
                continue;
            }
            // One space or dash inside a number; a letter at either end means an id in hexadecimal, not a card.
            if (c is ' ' or '-' && length > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) continue;
            if (length is >= 13 and <= 19 && !char.IsAsciiLetter(c) && !FollowsLetter(text, start) && Passes(digits[..length])) return true;
            length = 0;
        }
        return false;
    }

    private static bool FollowsLetter(string text, int start)
    {
        if (start > 0 && text[start - 1] == '-') start--;
        return start > 0 && char.IsAsciiLetter(text[start - 1]);
    }

    private static bool Passes(ReadOnlySpan<char> digits) => OfAScheme(digits) && Luhn(digits);

    /// <summary>Visa, Mastercard, Maestro, RuPay, Discover, JCB, American Express and Diners, by their first digits and lengths.</summary>
    private static bool OfAScheme(ReadOnlySpan<char> digits)
    {
        var four = int.Parse(digits[..4], System.Globalization.CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            13 => four / 1000 == 4,
            14 => four is (>= 3000 and <= 3059) or (>= 3600 and <= 3699) or (>= 3800 and <= 3999),
            15 => four / 100 is 34 or 37,
            _ => four / 1000 is 4 or 5 or 6 || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589) || four / 100 is 81 or 82,
        };
    }

    private static bool Luhn(ReadOnlySpan<char> digits)
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
}
