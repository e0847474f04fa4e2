using System.Globalization;
using System.Text;

namespace Restpy.Trust.Checks;

/// <summary>
/// Says of almost every text, in one cheap walk, that it holds no card number: there are no fourteen digits close
/// enough to each other. What it lets pass is looked at by <see cref="CardText"/>.
/// </summary>
internal static class CardDigits
{
    private const int Fewest = 14, MostBetween = 3;

    // Some of these letters are a blank with marks once they are written plainly.
    private const int FirstArabicForm = 0xFB50, LastArabicForm = 0xFEFF;

    /// <summary>
    /// A sign that is a number or a symbol can stand for so many digits: "⑳" is 20, "㏾" the 31st day.
    /// </summary>
    internal const int MostInASign = 4;

    public static bool MayHoldCard(string text)
    {
        if (text.Length < Fewest / MostInASign) return false;
        var (digits, between) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (DigitsOf(rune) is > 0 and var more)
            {
                (digits, between) = (digits + more, 0);
                if (digits >= Fewest) return true;
            }
            else if (EndsANumber(rune) || (rune.IsAscii && ++between > MostBetween)) (digits, between) = (0, 0);
        }
        return false;
    }

    /// <summary>At least as many digits as the sign has once it is written plainly.</summary>
    internal static int DigitsOf(Rune rune)
    {
        if (rune.IsAscii) return rune.Value is >= '0' and <= '9' ? 1 : 0;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => 1,
            UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherSymbol
                or UnicodeCategory.OtherNotAssigned => MostInASign,
            _ => 0,
        };
    }

    /// <summary>
    /// Only what is a letter also once it is written plainly; other signs between digits count for nothing here.
    /// </summary>
    internal static bool EndsANumber(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetter((char)rune.Value)
        : rune.Value is not (>= FirstArabicForm and <= LastArabicForm)
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter;
}
