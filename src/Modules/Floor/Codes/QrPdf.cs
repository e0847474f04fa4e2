using Restpy.Platform.Pictures;
using Restpy.Platform.Printing;
using SkiaSharp;

namespace Restpy.Floor.Codes;

/// <summary>The QR sheet as a PDF: A4, six cards a page to cut apart, every module and letter as vectors.</summary>
internal static class QrPdf
{
    private const float Mm = 72 / 25.4f;
    private const float Margin = 10 * Mm;
    private const float CardWidth = 95 * Mm;
    private const float CardHeight = 92 * Mm;
    private const float CodeSide = 46 * Mm;
    private const int PerPage = 6;

    public static byte[] Write(IReadOnlyList<QrCard> cards)
    {
        using var bytes = new MemoryStream();
        using (var file = SKDocument.CreatePdf(bytes, new SKDocumentPdfMetadata
        {
            Title = $"{cards[0].Restaurant} · QR", Producer = "Restpy",
        }))
        {
            foreach (var sheet in cards.Chunk(PerPage))
            {
                var page = file.BeginPage(210 * Mm, 297 * Mm);
                for (var i = 0; i < sheet.Length; i++)
                    Draw(page, sheet[i], Margin + (i % 2 * CardWidth), Margin + (i / 2 * CardHeight));
                file.EndPage();
            }
            file.Close();
        }
        return bytes.ToArray();
    }

    private static void Draw(SKCanvas page, QrCard card, float left, float top)
    {
        using var cut = new SKPaint
        {
            Style = SKPaintStyle.Stroke, StrokeWidth = 0.4f, Color = new(153, 153, 153),
            PathEffect = SKPathEffect.CreateDash([2, 2], 0),
        };
        page.DrawRect(left, top, CardWidth, CardHeight, cut);
        var centre = left + (CardWidth / 2);
        // A name in a script our fonts do not have is left out: the code and the number are what the card is for.
        if (SheetFont.Regular.Draws(card.Restaurant))
            Centred(page, card.Restaurant, SheetFont.Regular, 14, centre, top + (10 * Mm));
        Modules(page, card.Code, centre - (CodeSide / 2), top + (11 * Mm));
        Centred(page, SheetFont.Bold.Draws(card.Title) ? card.Title : card.Number, SheetFont.Bold, 26, centre,
            top + (68 * Mm));
        var line = top + (76 * Mm);
        foreach (var text in card.Lines.Where(text => SheetFont.Regular.Draws(text.Text)))
        {
            Centred(page, text.Text, SheetFont.Regular, 9.5f, centre, line);
            line += 5.5f * Mm;
        }
    }

    /// <summary>A long name is set smaller rather than cut.</summary>
    private static void Centred(SKCanvas page, string text, SheetFont font, float size, float centre, float baseline)
    {
        using var atOnePoint = font.Shape(text, 1);
        using var shaped = font.Shape(text, Math.Min(size, (CardWidth - (8 * Mm)) / atOnePoint.Width));
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        shaped.Draw(page, centre - (shaped.Width / 2), baseline, ink);
    }

    private static void Modules(SKCanvas page, QrCode code, float left, float top)
    {
        var module = CodeSide / code.Size;
        using var path = new SKPath();
        // Rows overlap by a hair, so that no viewer draws a seam between them.
        foreach (var (x, y, width) in code.Runs())
            path.AddRect(SKRect.Create(left + (x * module), top + (y * module), width * module, module * 1.03f));
        using var ink = new SKPaint { Color = SKColors.Black };
        page.DrawPath(path, ink);
    }
}
