using Restpy.Platform.Pdf;
using Restpy.Platform.Pictures;

namespace Restpy.Floor.Codes;

/// <summary>The QR sheet as a PDF: A4, six cards a page to cut apart, every module and letter as vectors.</summary>
internal static class QrPdf
{
    private const double Mm = PdfPage.Millimetre;
    private const double Margin = 10 * Mm;
    private const double CardWidth = 95 * Mm;
    private const double CardHeight = 92 * Mm;
    private const double CodeSide = 46 * Mm;
    private const int PerPage = 6;

    public static byte[] Write(IReadOnlyList<QrCard> cards)
    {
        var file = new PdfFile($"{cards[0].Restaurant} · QR");
        foreach (var sheet in cards.Chunk(PerPage))
        {
            var page = file.AddA4();
            for (var i = 0; i < sheet.Length; i++)
                Draw(page, sheet[i], Margin + (i % 2 * CardWidth), Margin + (i / 2 * CardHeight));
        }
        return file.Write();
    }

    private static void Draw(PdfPage page, QrCard card, double left, double top)
    {
        page.Frame(left, top, CardWidth, CardHeight);
        var centre = left + (CardWidth / 2);
        // A name in a script this font does not have is left out: the code and the number are what the card is for.
        if (SheetFonts.Regular.Draws(card.Restaurant))
            Centred(page, card.Restaurant, SheetFonts.Regular, 14, centre, top + (10 * Mm));
        Modules(page, card.Code, centre - (CodeSide / 2), top + (11 * Mm));
        Centred(page, SheetFonts.Bold.Draws(card.Title) ? card.Title
            : card.Number, SheetFonts.Bold, 26, centre, top + (68 * Mm));
        var line = top + (76 * Mm);
        foreach (var text in card.Lines)
        {
            if (SheetFonts.Regular.Draws(text.Text)) Centred(page, text.Text, SheetFonts.Regular, 9.5, centre, line);
            else if (DrawnLine.ByLanguage.TryGetValue(text.Language, out var drawn))
                drawn.Draw(page, centre, line, 9.5);
            line += 5.5 * Mm;
        }
    }

    /// <summary>A long name is set smaller rather than cut.</summary>
    private static void Centred(PdfPage page, string text, PdfFont font, double size, double centre, double baseline) =>
        page.TextCentred(text, font, Math.Min(size, (CardWidth - (8 * Mm)) / font.Width(text)), centre, baseline);

    private static void Modules(PdfPage page, QrCode code, double left, double top)
    {
        var module = CodeSide / code.Size;
        // Rows overlap by a hair, so that no viewer draws a seam between them.
        foreach (var (x, y, width) in code.Runs()) page.Rectangle(
            left + (x * module), top + (y * module), width * module, module * 1.03);
        page.Fill();
    }
}
