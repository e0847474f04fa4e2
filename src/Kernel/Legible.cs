using System.Globalization;
using System.Text;

namespace Restpy.Kernel;

/// <summary>Names, notes and reasons: one line, and what is stored is what a reader sees.</summary>
public static class Legible
{
    /// <summary>
    /// Without control characters, marks that turn the reading direction and others nobody sees, spaces around it or doubled.
    /// Joiners stay: Hindi is written with them.
    /// </summary>
    /// <returns>Empty where nothing of it can be seen.</returns>
    public static string Line(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return "";
        var seen = new StringBuilder(typed.Length);
        foreach (var c in typed.Normalize())
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c)) seen.Append(' ');
            else if (c is '\u200C' or '\u200D' || char.GetUnicodeCategory(c) != UnicodeCategory.Format) seen.Append(c);
        }
        var line = string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.EnumerateRunes().Any(IsSeen) ? line : "";
    }

    private static bool IsSeen(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
}
