using System.Globalization;
using System.Text;
using QRCoder;

namespace Restpy.Platform.Pictures;

/// <summary>The modules of a QR code with their quiet zone, and the same as one SVG path.</summary>
public sealed class QrCode
{
    private readonly IReadOnlyList<System.Collections.BitArray> _rows;

    private QrCode(IReadOnlyList<System.Collections.BitArray> rows) => _rows = rows;

    /// <summary>Modules along one side, the four of the quiet zone on each side included.</summary>
    public int Size => _rows.Count;

    public bool this[int x, int y] => _rows[y][x];

    /// <summary>Level Q mends a quarter of the code: it lives on a table, under sauce.</summary>
    public static QrCode ForTable(string text) => Of(text, QRCodeGenerator.ECCLevel.Q);

    /// <summary>Level M for a screen or a fresh print: fewer and larger modules.</summary>
    public static QrCode Of(string text) => Of(text, QRCodeGenerator.ECCLevel.M);

    private static QrCode Of(string text, QRCodeGenerator.ECCLevel level)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, level);
        return new([.. data.ModuleMatrix.Select(row => new System.Collections.BitArray(row))]);
    }

    /// <summary>The dark modules as horizontal runs.</summary>
    public IEnumerable<(int X, int Y, int Width)> Runs()
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (!this[x, y]) continue;
                var start = x;
                while (x + 1 < Size && this[x + 1, y]) x++;
                yield return (start, y, x - start + 1);
            }
        }
    }

    public string SvgPath() =>
        Runs()
            .Aggregate(new StringBuilder(),
                (path, run) => path.Append(
                CultureInfo.InvariantCulture, $"M{run.X} {run.Y}h{run.Width}v1h-{run.Width}z")).ToString();
}
