using System.Globalization;
using System.Text;

namespace Restpy.Kernel;

/// <summary>Names, notes and reasons: one line, and what is stored is what a reader sees.</summary>
public static class CleanText
{
    /// <summary>
    /// Without control characters, marks that turn the reading direction and others nobody sees, spaces around it or
    /// doubled.
    /// Joiners stay: Hindi is written with them.
    /// </summary>
    /// <returns>Empty where nothing of it can be seen.</returns>
    public static string Line(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return "";
        var seen = new StringBuilder(typed.Length);
        foreach (var rune in Normal(typed, NormalizationForm.FormC).EnumerateRunes())
        {
            if (IsBlank(rune)) seen.Append(' ');
            else if (!IsHidden(rune)) seen.Append(rune.ToString());
        }
        var line = string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return IsSeen(line) ? line : "";
    }

    /// <summary>
    /// An address as it stands on a letter: lines as <see cref="Line"/> makes them, without the empty ones.
    /// </summary>
    public static string Lines(string? typed) =>
        string.Join('\n', (typed ?? "").Split('\n').Select(Line).Where(line => line.Length > 0));

    /// <summary>
    /// Unicode normalization of any text. <see cref="string.Normalize()"/> throws for halves of surrogate pairs and for
    /// U+FFFE;
    /// here they become U+FFFD, as in any text that is decoded.
    /// </summary>
    public static string Normal(string text, NormalizationForm form)
    {
        if (Ascii.IsValid(text)) return text;
        return StringNormalizationExtensions.Normalize(Whole(text), form);
    }

    /// <summary>At most this long, and not cut inside a character: no database keeps half of one.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>
    /// Whether a reader would miss a part of it: control characters, noncharacters, and what has no shape.
    /// </summary>
    public static bool HasHidden(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune,
                out var length) != System.Buffers.OperationStatus.Done || IsHidden(rune)) return true;
            i += length;
        }
        return false;
    }

    /// <summary>Whether there is anything to look at.</summary>
    public static bool IsSeen(string text) => text.EnumerateRunes().Any(IsSeen);

    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(IsNoncharacter(rune) ? "\uFFFD" : rune.ToString());
        return whole.ToString();
    }

    /// <summary>
    /// Control characters, those that turn the reading direction, and others without a shape of their own; joiners
    /// shape their neighbours.
    /// </summary>
    private static bool IsHidden(Rune rune) =>
        rune.Value is not (0x200C or 0x200D)
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || IsFiller(rune)
            || IsNoncharacter(rune));

    private static bool IsBlank(Rune rune) =>
        Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune.Value == BrailleBlank;

    private static bool IsSeen(Rune rune) =>
        !IsFiller(rune)
            && (Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune));

    /// <summary>
    /// Letters and symbols by their category that draw nothing: the Unicode property Default_Ignorable_Code_Point where
    /// the category is not Format or Mark, the braille cell without dots, the null notehead and the place of a missing
    /// object.
    /// </summary>
    private static bool IsFiller(Rune rune) => rune.Value is
        0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2065 or BrailleBlank or 0x3164 or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8)
        or 0xFFFC or 0x1D159 or (>= 0xE0000 and <= 0xE00FF)
        or (>= 0xE01F0 and <= 0xE0FFF);

    private static bool IsNoncharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    private const int BrailleBlank = 0x2800;
}
