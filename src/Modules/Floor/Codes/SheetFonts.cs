using System.Reflection;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Restpy.Floor.Codes;

/// <summary>
/// The sheet's own Latin letters (Noto Sans, see Fonts/OFL.txt): the PDF comes out alike on every machine, also on one
/// without a single font.
/// </summary>
internal sealed class SheetFonts : IFontResolver
{
    private const string Family = "Restpy Sheet";

    static SheetFonts()
    {
        // PDFsharp keeps one resolver for the process.
        if (GlobalFontSettings.FontResolver is null) GlobalFontSettings.FontResolver = new SheetFonts();
        else GlobalFontSettings.FallbackFontResolver ??= new SheetFonts();
    }

    public static XFont Regular(double size) => new(Family, size, XFontStyleEx.Regular);

    public static XFont Bold(double size) => new(Family, size, XFontStyleEx.Bold);

    /// <summary>Whether these letters are in the font and stand side by side: no script that needs shaping.</summary>
    public static bool Draws(string text) => text.All(c => c is (>= ' ' and <= '~') or (>= '\u00A0' and <= '\u017F') or (>= '\u0218' and <= '\u021B')
        or (>= '\u1E00' and <= '\u1EFF') or (>= '\u2010' and <= '\u2027') or '\u20AC' or '\u20B9' or '\u2122');

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => familyName == Family ? new(isBold ? "Bold" : "Regular") : null;

    public byte[]? GetFont(string faceName)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"floor/NotoSans-{faceName}.ttf");
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
