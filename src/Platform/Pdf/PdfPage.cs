using System.Globalization;
using System.Text;

namespace Restpy.Platform.Pdf;

/// <summary>One page: black shapes, grey lines and text. Points (1/72 inch) from the top left corner.</summary>
public sealed class PdfPage
{
    public const double Millimetre = 72 / 25.4;

    private readonly StringBuilder _content = new();
    private readonly Dictionary<PdfFont, HashSet<char>> _letters;
    private readonly List<PdfFont> _fonts;

    internal PdfPage(double width, double height, List<PdfFont> fonts, Dictionary<PdfFont, HashSet<char>> letters) =>
        (Width, Height, _fonts, _letters) = (width, height, fonts, letters);

    public double Width { get; }

    public double Height { get; }

    internal string Content => _content.ToString();

    /// <summary>Adds a rectangle to the shape; <see cref="Fill"/> paints it.</summary>
    public void Rectangle(double left, double top, double width, double height) =>
        Add($"{left:0.###} {Height - top - height:0.###} {width:0.###} {height:0.###} re\n");

    public void MoveTo(double x, double y) => Add($"{x:0.##} {Height - y:0.##} m\n");

    public void LineTo(double x, double y) => Add($"{x:0.##} {Height - y:0.##} l\n");

    public void CurveTo(double x1, double y1, double x2, double y2, double x, double y) =>
        Add($"{x1:0.##} {Height - y1:0.##} {x2:0.##} {Height - y2:0.##} {x:0.##} {Height - y:0.##} c\n");

    public void Close() => _content.Append("h\n");

    /// <summary>Paints the shape black; where parts overlap they are one.</summary>
    public void Fill() => _content.Append("0 g f\n");

    /// <summary>A dashed grey frame, to cut along.</summary>
    public void Frame(double left, double top, double width, double height) =>
        Add($"q 0.6 G 0.4 w [2 2] 0 d {left:0.##} {Height - top - height:0.##} {width:0.##} {height:0.##} re S Q\n");

    public void TextCentred(string text, PdfFont font, double size, double centre, double baseline)
    {
        if (!_fonts.Contains(font)) _fonts.Add(font);
        if (!_letters.TryGetValue(font, out var letters)) _letters[font] = letters = [];
        letters.UnionWith(text);
        Add(
            $"BT 0 g /F{_fonts.IndexOf(font)} {size:0.##} Tf {centre - (font.Width(text) * size / 2):0.##} {Height - baseline:0.##} Td <{font.Hex(text)}> Tj ET\n");
    }

    private void Add(FormattableString line) => _content.Append(line.ToString(CultureInfo.InvariantCulture));
}
