using System.Globalization;
using System.Reflection;
using System.Text.Json;
using PdfSharp.Drawing;

namespace Restpy.Floor.Codes;

/// <summary>A line of text kept as outlines, for a script the PDF writer cannot shape.</summary>
internal sealed class DrawnLine
{
    /// <summary>Units of the outlines to one em.</summary>
    private const double Em = 100;

    private readonly string _path;

    private DrawnLine(string text, double width, string path) => (Text, Width, _path) = (text, width, path);

    public string Text { get; }

    /// <summary>In hundredths of an em.</summary>
    public double Width { get; }

    public static readonly IReadOnlyDictionary<string, DrawnLine> ByLanguage = new Dictionary<string, DrawnLine> { ["hi"] = Read("hi") };

    public void Draw(XGraphics page, double centre, double baseline, double size)
    {
        var scale = size / Em;
        var left = centre - (Width * scale / 2);
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        var (at, start) = (new XPoint(), new XPoint());
        foreach (var (command, n) in Commands())
        {
            XPoint P(int i) => new(left + (n[i] * scale), baseline + (n[i + 1] * scale));
            switch (command)
            {
                case 'M': path.StartFigure(); at = start = P(0); break;
                case 'L': path.AddLine(at, P(0)); at = P(0); break;
                case 'C': path.AddBezier(at, P(0), P(2), P(4)); at = P(4); break;
                default: path.CloseFigure(); at = start; break;
            }
        }
        page.DrawPath(XBrushes.Black, path);
    }

    private IEnumerable<(char Command, double[] Numbers)> Commands()
    {
        for (var i = 0; i < _path.Length;)
        {
            var end = _path.AsSpan(i + 1).IndexOfAny("MLCZ");
            var text = end < 0 ? _path[(i + 1)..] : _path.Substring(i + 1, end);
            yield return (_path[i], [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))]);
            i = end < 0 ? _path.Length : i + 1 + end;
        }
    }

    private static DrawnLine Read(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"floor/scan-line.{language}.json")!;
        var json = JsonSerializer.Deserialize<JsonElement>(stream);
        return new(json.GetProperty("text").GetString()!, json.GetProperty("width").GetDouble(), json.GetProperty("path").GetString()!);
    }
}
