using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Restpy.IntegrationTests.Floor;

/// <summary>What a printed PDF has on its pages, read back from the file.</summary>
internal static partial class PdfReading
{
    public static string Text(byte[] pdf) => Encoding.Latin1.GetString(pdf);

    /// <summary>The drawing commands of each page.</summary>
    public static IReadOnlyList<string> Pages(byte[] pdf) =>
        [.. Stream().Matches(Text(pdf)).Select(m => Unpacked(pdf, m.Index + m.Length)).Where(t => t.Contains(" cm\n"))];

    /// <summary>Numbers of all glyphs that are set.</summary>
    public static IEnumerable<string> Glyphs(byte[] pdf) =>
        Pages(pdf).SelectMany(page => Shown().Matches(page)).SelectMany(m => m.Groups[1].Value.Chunk(4))
            .Select(four => new string(four));

    /// <summary>
    /// The painted QR codes as dark and light modules, the quiet zone left out. A code begins with three squares, so
    /// its first run is seven modules wide.
    /// </summary>
    public static IEnumerable<bool[,]> Codes(byte[] pdf)
    {
        var black = Pages(pdf).SelectMany(page => Colour().Split(page)).Where(part => part.StartsWith("0 0 0 RG"));
        foreach (var shape in black.SelectMany(part => Fill().Split(part)))
        {
            var runs = Run().Matches(shape).Select(m => m.Groups.Values.Skip(1)
                .Select(g => double.Parse(g.Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
            if (runs.Count > 50) yield return Code(runs);
        }
    }

    private static bool[,] Code(List<double[]> runs)
    {
        var (left, top) = (runs.Min(r => r[0]), runs.Min(r => r[1]));
        var module = (runs[0][2] - runs[0][0]) / 7;
        int At(double length) => (int)Math.Round(length / module);
        var size = At(runs.Max(r => r[2]) - left);
        var dark = new bool[size, size];
        foreach (var run in runs)
            for (var x = At(run[0] - left); x < At(run[2] - left); x++) dark[x, At(run[1] - top)] = true;
        return dark;
    }

    private static string Unpacked(byte[] pdf, int at)
    {
        using var zip = new ZLibStream(new MemoryStream(pdf, at, pdf.Length - at), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(?<!end)stream\r?\n")]
    private static partial Regex Stream();

    [GeneratedRegex(@"<([0-9A-F]+)> Tj")]
    private static partial Regex Shown();

    [GeneratedRegex(@"\n(?=[\d.]+ [\d.]+ [\d.]+ RG )")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\nf\*?\n")]
    private static partial Regex Fill();

    [GeneratedRegex(@"([\d.]+) ([\d.]+) m\n[\d. ]+ l\n([\d.]+) [\d.]+ l\n[\d. ]+ l\n[\d. ]+ l\nh")]
    private static partial Regex Run();
}
