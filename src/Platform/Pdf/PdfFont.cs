using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Restpy.Platform.Pdf;

/// <summary>
/// A TrueType font as a PDF needs it: which glyph a letter is and how wide. Reads the tables head, hhea, hmtx and cmap
/// (format 4) of the OpenType specification; the whole font is embedded, so bring a small one.
/// </summary>
public sealed class PdfFont
{
    private readonly byte[] _file;
    private readonly Dictionary<char, ushort> _glyphs;
    private readonly ushort[] _widths;
    private readonly int _unitsPerEm;

    /// <param name="name">PostScript name, letters and hyphens.</param>
    /// <param name="file">The font file, as it is embedded.</param>
    public PdfFont(string name, byte[] file)
    {
        (Name, _file) = (name, file);
        var head = Table("head");
        _unitsPerEm = U16(head + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => Scaled((short)U16(head + 36 + (2 * i))))];
        var hhea = Table("hhea");
        (Ascent, Descent) = (Scaled((short)U16(hhea + 4)), Scaled((short)U16(hhea + 6)));
        var hmtx = Table("hmtx");
        _widths = [.. Enumerable.Range(0, U16(hhea + 34)).Select(i => U16(hmtx + (4 * i)))];
        _glyphs = ReadCharacters(Table("cmap"));
    }

    public string Name { get; }

    internal ReadOnlySpan<byte> File => _file;

    internal int[] Box { get; }

    internal int Ascent { get; }

    internal int Descent { get; }

    /// <summary>
    /// Whether it has these letters. It sets them side by side: a script that needs shaping is not for it.
    /// </summary>
    public bool Draws(string text) => text.All(_glyphs.ContainsKey);

    /// <summary>Width of the text at one point.</summary>
    public double Width(string text) => text.Sum(c => WidthOf(Glyph(c))) / 1000.0;

    internal string Hex(string text) =>
        string.Concat(text.Select(c => Glyph(c).ToString("X4", CultureInfo.InvariantCulture)));

    internal ushort Glyph(char letter) => _glyphs.GetValueOrDefault(letter);

    /// <summary>In thousandths of an em.</summary>
    internal int WidthOf(ushort glyph) => Scaled(_widths[Math.Min(glyph, _widths.Length - 1)]);

    private int Scaled(int units) => (int)Math.Round(units * 1000.0 / _unitsPerEm);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));

    private int Table(string tag)
    {
        for (var i = 0; i < U16(4); i++)
            if (Encoding.ASCII.GetString(_file, 12 + (16 * i), 4) == tag) return I32(12 + (16 * i) + 8);
        throw new InvalidDataException($"The font has no table {tag}.");
    }

    private Dictionary<char, ushort> ReadCharacters(int cmap)
    {
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var table = cmap + I32(cmap + 4 + (8 * i) + 4);
            if (U16(table) == 4) return ReadSegments(table);
        }
        throw new InvalidDataException("The font has no character map of format 4.");
    }

    private Dictionary<char, ushort> ReadSegments(int table)
    {
        var glyphs = new Dictionary<char, ushort>();
        var twice = U16(table + 6);
        var (ends, starts) = (table + 14, table + 16 + twice);
        var (deltas, offsets) = (starts + twice, starts + (2 * twice));
        for (var s = 0; s < twice; s += 2)
        {
            for (int c = U16(starts + s); c <= U16(ends + s) && c != 0xFFFF; c++)
            {
                var offset = U16(offsets + s);
                var raw = offset == 0 ? c : U16(offsets + s + offset + (2 * (c - U16(starts + s))));
                var glyph = (ushort)(offset != 0 && raw == 0 ? 0 : raw + U16(deltas + s));
                if (glyph != 0) glyphs[(char)c] = glyph;
            }
        }
        return glyphs;
    }
}
