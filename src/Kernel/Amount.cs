using System.Globalization;
using System.Text.RegularExpressions;

namespace Restpy.Kernel;

/// <summary>What was typed is no amount of the currency.</summary>
public sealed record NotAnAmount() : Error(ErrorKind.Invalid);

/// <summary>What was typed is two amounts, by how people write them in one country and in another.</summary>
/// <param name="One">One reading, as the currency is written.</param>
/// <param name="Other">The other.</param>
public sealed record AmountAmbiguous(string One, string Other) : Error(ErrorKind.Invalid);

/// <summary>
/// Reads amounts as people type them, in every field and file. A point and a comma mean one thing in India and another
/// in France; what the currency's own way of writing does not settle is refused, with both readings.
/// </summary>
public static partial class Amount
{
    private const long Largest = 1_000_000_000_000;
    private const int LongestText = 24;

    /// <returns>Minor units.</returns>
    public static Outcome<long> Read(string? typed, Currency currency)
    {
        var text = Bare(typed);
        var sign = text.StartsWith('-') ? -1 : 1;
        text = text.TrimStart('-');
        if (text.Length is 0 or > LongestText || (typed ?? "").Count(c => c == '-') > 1
            || text.AsSpan().ContainsAnyExcept("0123456789.,")) return new NotAnAmount();
        var at = text.AsSpan().LastIndexOfAny('.', ',');
        if (at < 0) return Minor(text, "", sign, currency);
        var (whole, fraction, mark) = (text[..at], text[(at + 1)..], text[at]);
        if (whole.Contains(mark))
            return IsGrouped(text, mark) ? Minor(Digits(text), "", sign, currency) : new NotAnAmount();
        if (whole.AsSpan().ContainsAny('.', ','))
            return IsGrouped(whole, mark == '.' ? ',' : '.')
                && fraction.Length <= currency.MinorDigits ? Minor(Digits(whole), fraction, sign, currency)
                : new NotAnAmount();
        return ReadUnambiguous(text, whole, fraction, mark, sign, currency);
    }

    /// <summary>A percentage with at most three decimals; it has no thousands.</summary>
    public static bool TryPercent(string? typed, out decimal percent)
    {
        percent = 0;
        return PercentForm().Match(Bare(typed).Replace("%", "")) is { Success: true } match
            && decimal.TryParse(match.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out percent);
    }

    /// <summary>One mark, once: before decimals, or between thousands.</summary>
    private static Outcome<long> ReadUnambiguous(
        string text, string whole, string fraction, char mark, int sign, Currency currency)
    {
        var isGroup = IsGrouped(text, mark);
        var isDecimal = fraction.Length <= currency.MinorDigits;
        if (isDecimal && isGroup && mark == currency.DecimalMark) return Minor(whole, fraction, sign, currency);
        if (isDecimal && !isGroup) return Minor(whole, fraction, sign, currency);
        if (!isGroup) return new NotAnAmount();
        // A currency without decimals, or one whose thousands are written so.
        if (currency.MinorDigits == 0 || (!isDecimal && mark == ',' && currency.DecimalMark == '.'))
            return Minor(Digits(text), "", sign, currency);
        var (many, few) = (Minor(Digits(text), "", sign, currency),
            Minor(whole, fraction[..Math.Min(fraction.Length, currency.MinorDigits)], sign, currency));
        return many.Ok && few.Ok
            ? new AmountAmbiguous(Money.Format(many.Value, currency), Money.Format(few.Value, currency))
            : new NotAnAmount();
    }

    private static Outcome<long> Minor(string whole, string fraction, int sign, Currency currency)
    {
        if (whole.Length + fraction.Length == 0 || fraction.Length > currency.MinorDigits) return new NotAnAmount();
        if (!long.TryParse(whole + fraction.PadRight(currency.MinorDigits, '0'), NumberStyles.None,
            CultureInfo.InvariantCulture, out var minor) || minor > Largest) return new NotAnAmount();
        return sign * minor;
    }

    /// <summary>1,234,567 as in most countries, or 12,34,567 as in India.</summary>
    private static bool IsGrouped(string text, char mark) =>
        (mark == ',' ? CommaGroups() : PointGroups()).IsMatch(text);

    private static string Digits(string text) => text.Replace(",", "").Replace(".", "");

    /// <summary>Without blanks, apostrophes between thousands, and the signs of currencies.</summary>
    private static string Bare(string? typed) =>
        string.Concat((typed ?? "")
            .Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’' or '₹' or '€' or '$' or '£'))).Replace('−', '-');

    [GeneratedRegex(@"^[1-9][0-9]{0,2}(?:,[0-9]{2})*(?:,[0-9]{3})+\z", RegexOptions.NonBacktracking)]
    private static partial Regex CommaGroups();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}(?:\.[0-9]{3})+\z", RegexOptions.NonBacktracking)]
    private static partial Regex PointGroups();

    [GeneratedRegex(@"^[0-9]{1,3}(?:[.,][0-9]{1,3})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex PercentForm();
}
