using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Restpy.Platform.Pdf;

/// <summary>
/// A PDF of vectors and embedded letters (ISO 32000-1, version 1.5): enough for sheets that are printed, and the same
/// bytes
/// on every machine. Written here because the PDF libraries to be had are AGPL.
/// </summary>
public sealed class PdfFile(string title)
{
    private readonly List<PdfPage> _pages = [];
    private readonly List<PdfFont> _fonts = [];
    private readonly Dictionary<PdfFont, HashSet<char>> _letters = [];
    private readonly MemoryStream _file = new();
    private readonly SortedDictionary<int, long> _places = [];

    /// <summary>A new page of 210 × 297 mm.</summary>
    public PdfPage AddA4()
    {
        var page = new PdfPage(210 * PdfPage.Millimetre, 297 * PdfPage.Millimetre, _fonts, _letters);
        _pages.Add(page);
        return page;
    }

    // Numbers of objects: 1 catalogue, 2 page tree, 3 information, 4 resources, then two a page, then five a font.
    private int PageObject(int i) => 5 + (2 * i);

    private int FontObject(int i) => 5 + (2 * _pages.Count) + (5 * i);

    public byte[] Write()
    {
        Text("%PDF-1.5\n%\u00E2\u00E3\u00CF\u00D3\n");
        Object(1, "<< /Type /Catalog /Pages 2 0 R >>");
        Object(2,
            $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, i) => $"{PageObject(i)} 0 R"))}] >>");
        Object(3,
            $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (Restpy) >>");
        Object(4, $"<< /Font << {string.Join(' ', _fonts.Select((_, i) => $"/F{i} {FontObject(i)} 0 R"))} >> >>");
        for (var i = 0; i < _pages.Count; i++)
        {
            Object(PageObject(i), Invariant(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_pages[i].Width:0.##} {_pages[i].Height:0.##}] /Resources 4 0 R /Contents {PageObject(i) + 1} 0 R >>"));
            Stream(PageObject(i) + 1, Encoding.ASCII.GetBytes(_pages[i].Content));
        }
        for (var i = 0; i < _fonts.Count; i++) Font(FontObject(i), _fonts[i]);
        return End();
    }

    private void Font(int number, PdfFont font)
    {
        var letters = _letters[font].Order().ToList();
        Object(number,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{font.Name} /Encoding /Identity-H /DescendantFonts [{number + 1} 0 R] /ToUnicode {number + 4} 0 R >>");
        var widths = string.Join(' ', letters.Select(font.Glyph).Distinct().Select(g => $"{g} [{font.WidthOf(g)}]"));
        Object(number + 1,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font.Name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor {number + 2} 0 R /W [{widths}] >>");
        Object(number + 2,
            $"<< /Type /FontDescriptor /FontName /{font.Name} /Flags 32 /FontBBox [{string.Join(' ', font.Box)}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight 714 /StemV 80 /FontFile2 {number + 3} 0 R >>");
        Stream(number + 3, font.File.ToArray(), $" /Length1 {font.File.Length}");
        // So that the text can be found and copied, and read aloud.
        var map = string.Concat(letters.Chunk(100).Select(part =>
            $"{part.Length} beginbfchar\n{string.Concat(part.Select(c => $"<{font.Glyph(c):X4}> <{(int)c:X4}>\n"))}endbfchar\n"));
        Stream(number + 4, Encoding.ASCII.GetBytes(

                $"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Restpy def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n{map}endcmap end end"));
    }

    private void Object(int number, string body)
    {
        _places[number] = _file.Position;
        Text($"{number} 0 obj\n{body}\nendobj\n");
    }

    private void Stream(int number, byte[] content, string more = "")
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(content);
        _places[number] = _file.Position;
        Text($"{number} 0 obj\n<< /Length {packed.Length} /Filter /FlateDecode{more} >>\nstream\n");
        packed.WriteTo(_file);
        Text("\nendstream\nendobj\n");
    }

    private byte[] End()
    {
        var start = _file.Position;
        Text(
            $"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n{string.Concat(_places.Values.Select(p => Invariant($"{p:D10} 00000 n \n")))}");
        Text($"trailer\n<< /Size {_places.Count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return _file.ToArray();
    }

    private void Text(string text) => _file.Write(Encoding.Latin1.GetBytes(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
