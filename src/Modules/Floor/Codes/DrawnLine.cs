using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Restpy.Platform.Pdf;

namespace Restpy.Floor.Codes;

/// <summary>A line of text kept as outlines, for a script whose letters cannot stand side by side unshaped.</summary>
internal sealed class DrawnLine
{
    /// <summary>Units of the outlines to one em.</summary>
    private const double Em = 100;

    private readonly double _width;
    private readonly string _path;

    private DrawnLine(string text, double width, string path) => (Text, _width, _path) = (text, width, path);

    public string Text { get; }

    public static IReadOnlyDictionary<string, DrawnLine> ByLanguage { get; } =
        new Dictionary<string, DrawnLine> { ["hi"] = Read("hi") };

    public void Draw(PdfPage page, double centre, double baseline, double size)
    {
        var scale = size / Em;
        var left = centre - (_width * scale / 2);
        foreach (var (command, n) in Commands())
        {
            double X(int i) => left + (n[i] * scale);
            double Y(int i) => baseline + (n[i + 1] * scale);
            switch (command)
            {
                case 'M': page.MoveTo(X(0), Y(0)); break;
                case 'L': page.LineTo(X(0), Y(0)); break;
                case 'C': page.CurveTo(X(0), Y(0), X(2), Y(2), X(4), Y(4)); break;
                default: page.Close(); break;
            }
        }
        page.Fill();
    }

    private IEnumerable<(char Command, double[] Numbers)> Commands()
    {
        for (var i = 0; i < _path.Length;)
        {
            var end = _path.AsSpan(i + 1).IndexOfAny("MLCZ");
            var text = end < 0 ? _path[(i + 1)..] : _path.Substring(i + 1, end);
            yield return (_path[i],
                [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(n => double.Parse(n, CultureInfo.InvariantCulture))]);
            i = end < 0 ? _path.Length : i + 1 + end;
        }
    }

    private static DrawnLine Read(string language)
    {
        using var stream = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"floor/scan-line-{language}.json")!;
        var json = JsonSerializer.Deserialize<JsonElement>(stream);
        return new(json.GetProperty("text").GetString()!, json.GetProperty("width").GetDouble(),
            json.GetProperty("path").GetString()!);
    }
}
