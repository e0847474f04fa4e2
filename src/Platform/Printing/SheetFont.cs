using System.Globalization;
using System.Reflection;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Restpy.Platform.Printing;

/// <summary>
/// A font family for printed sheets: Latin and Devanagari, shipped with the product (Fonts/OFL.txt), so that a sheet
/// comes out alike on a machine without a single font.
/// </summary>
public sealed class SheetFont
{
    private readonly SKShaper[] _shapers;

    private SheetFont(string weight) => _shapers = [Load($"NotoSans-{weight}"), Load($"NotoSansDevanagari-{weight}")];

    public static SheetFont Regular { get; } = new("Regular");

    public static SheetFont Bold { get; } = new("Bold");

    /// <summary>Whether every character has a glyph; what has none would be printed as an empty box.</summary>
    public bool Draws(string text) => Elements(text).All(element => FaceOf(element) is not null);

    /// <summary>Shapes one line of text: conjuncts join and vowel signs stand where they belong.</summary>
    public ShapedText Shape(string text, float size)
    {
        var parts = new List<ShapedPart>();
        var left = 0f;
        foreach (var (shaper, part) in Parts(text))
        {
            // Unhinted outlines at subpixel positions: print has no pixel grid to fit to.
            var font = new SKFont(shaper.Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None };
            var shaped = shaper.Shape(part, left, 0, font);
            parts.Add(new(font, part, shaped.Codepoints, shaped.Points, shaped.Clusters));
            left += shaped.Width;
        }
        return new(parts, left);
    }

    /// <summary>Neighbouring characters of the same face are shaped together.</summary>
    private IEnumerable<(SKShaper Shaper, string Text)> Parts(string text)
    {
        var (current, start, position) = ((SKShaper?)null, 0, 0);
        foreach (var element in Elements(text))
        {
            // A space belongs to the word before it, whose face has one too.
            var face = element == " " && current is not null ? current : FaceOf(element) ?? _shapers[0];
            if (current is not null && face != current)
            {
                yield return (current, text[start..position]);
                start = position;
            }
            (current, position) = (face, position + element.Length);
        }
        if (current is not null) yield return (current, text[start..]);
    }

    private SKShaper? FaceOf(string element) => _shapers.FirstOrDefault(s => s.Typeface.ContainsGlyphs(element));

    /// <summary>A letter with its marks is one element: it is never split between two faces.</summary>
    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }

    private static SKShaper Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"fonts/{name}.ttf")!;
        return new(SKTypeface.FromStream(stream));
    }
}
