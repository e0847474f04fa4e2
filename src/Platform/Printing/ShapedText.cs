using System.Text;
using SkiaSharp;

namespace Restpy.Platform.Printing;

/// <param name="Clusters">Byte in the UTF-8 text at which each glyph's characters begin.</param>
internal sealed record ShapedPart(SKFont Font, string Text, uint[] Glyphs, SKPoint[] Points, uint[] Clusters);

/// <summary>One line of text as placed glyphs, with the text they stand for: it can be searched and copied.</summary>
public sealed class ShapedText : IDisposable
{
    private readonly IReadOnlyList<ShapedPart> _parts;

    internal ShapedText(IReadOnlyList<ShapedPart> parts, float width) => (_parts, Width) = (parts, width);

    /// <summary>In the unit of the font size it was shaped with.</summary>
    public float Width { get; }

    /// <summary>Numbers of the glyphs in their faces; 0 is the empty box of a character no face has.</summary>
    public IEnumerable<uint> Glyphs => _parts.SelectMany(p => p.Glyphs);

    public void Draw(SKCanvas canvas, float left, float baseline, SKPaint paint)
    {
        using var builder = new SKTextBlobBuilder();
        foreach (var part in _parts)
        {
            var text = Encoding.UTF8.GetBytes(part.Text);
            var run = builder.AllocatePositionedTextRun(part.Font, part.Glyphs.Length, text.Length);
            run.SetGlyphs([.. part.Glyphs.Select(g => (ushort)g)]);
            run.SetPositions(part.Points);
            run.SetText(text);
            run.SetClusters(part.Clusters);
        }
        using var blob = builder.Build();
        if (blob is not null) canvas.DrawText(blob, left, baseline, paint);
    }

    public void Dispose()
    {
        foreach (var part in _parts) part.Font.Dispose();
    }
}
