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
            else if (!IsHidden(c)) seen.Append(c);
        }
        var line = string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return IsSeen(line) ? line : "";
    }

    /// <summary>An address as it stands on a letter: lines as <see cref="Line"/> makes them, without the empty ones.</summary>
    public static string Lines(string? typed) => string.Join('\n', (typed ?? "").Split('\n').Select(Line).Where(line => line.Length > 0));

    /// <summary>Control characters, those that turn the reading direction, and others without a shape of their own; joiners shape their neighbours.</summary>
    public static bool IsHidden(char c) => c is not ('\u200C' or '\u200D') && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Whether there is anything to look at.</summary>
    public static bool IsSeen(string text) => text.EnumerateRunes().Any(IsSeen);

    private static bool IsSeen(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
}
