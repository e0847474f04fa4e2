using System.Globalization;

namespace Restpy.Billing.Contract;

/// <summary>
/// Keeps full card numbers out of free text (PCI DSS requirement 3): one in a reference would bring the whole database
/// into the scope of the card schemes.
/// </summary>
public static class CardNumber
{
    /// <summary>13 to 19 digits, also with spaces, dashes or dots between them, that pass the Luhn check.</summary>
    public static bool LooksLikeOne(string? text)
    {
        if (text is null) return false;
        Span<int> run = stackalloc int[20];
        var length = 0;
        foreach (var c in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit >= 0)
            {
                if (length < run.Length) run[length] = digit;
                length++;
            }
            else if (c is not (' ' or '-' or '.' or '/' or '\u00A0'))
            {
                if (IsCard(run, length)) return true;
                length = 0;
            }
        }
        return IsCard(run, length);
    }

    private static bool IsCard(ReadOnlySpan<int> digits, int length)
    {
        if (length is < 13 or > 19) return false;
        var sum = 0;
        for (var i = 0; i < length; i++)
        {
            var digit = digits[length - 1 - i];
            if (i % 2 == 1) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
