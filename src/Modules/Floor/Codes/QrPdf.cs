using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Restpy.Floor.Codes;

/// <summary>The QR sheet as a PDF: A4, six cards a page to cut apart, every module and letter as vectors.</summary>
internal static class QrPdf
{
    private const double Mm = 72 / 25.4;
    private const double Margin = 10 * Mm;
    private const double CardWidth = 95 * Mm;
    private const double CardHeight = 92 * Mm;
    private const double CodeSide = 46 * Mm;
    private const int PerPage = 6;

    public static byte[] Write(IReadOnlyList<QrCard> cards, TimeProvider time)
    {
        using var document = new PdfDocument();
        document.Info.Title = $"{cards[0].Restaurant} · QR";
        document.Info.Creator = "Restpy";
        document.Info.CreationDate = time.GetUtcNow().UtcDateTime;
        foreach (var sheet in cards.Chunk(PerPage))
        {
            var page = document.AddPage();
            page.Size = PdfSharp.PageSize.A4;
            using var graphics = XGraphics.FromPdfPage(page);
            for (var i = 0; i < sheet.Length; i++) Draw(graphics, sheet[i], Margin + (i % 2 * CardWidth), Margin + (i / 2 * CardHeight));
        }
        using var bytes = new MemoryStream();
        document.Save(bytes);
        return bytes.ToArray();
    }

    private static void Draw(XGraphics page, QrCard card, double left, double top)
    {
        page.DrawRectangle(new XPen(XColors.Gray, .4) { DashStyle = XDashStyle.Dash }, left, top, CardWidth, CardHeight);
        var centre = left + (CardWidth / 2);
        // A name in a script this font does not have is left out: the code and the number are what the card is for.
        if (SheetFonts.Draws(card.Restaurant)) Centred(page, card.Restaurant, SheetFonts.Regular(14), centre, top + (10 * Mm));
        Modules(page, card.Code, centre - (CodeSide / 2), top + (11 * Mm));
        Centred(page, SheetFonts.Draws(card.Title) ? card.Title : card.Number, SheetFonts.Bold(26), centre, top + (68 * Mm));
        var line = top + (76 * Mm);
        foreach (var text in card.Lines.Where(l => SheetFonts.Draws(l.Text) || DrawnLine.ByLanguage.ContainsKey(l.Language)))
        {
            if (SheetFonts.Draws(text.Text)) Centred(page, text.Text, SheetFonts.Regular(9.5), centre, line);
            else DrawnLine.ByLanguage[text.Language].Draw(page, centre, line, 9.5);
            line += 5.5 * Mm;
        }
    }

    private static void Centred(XGraphics page, string text, XFont font, double centre, double baseline)
    {
        var width = page.MeasureString(text, font).Width;
        // A long name is set smaller rather than cut.
        if (width > CardWidth - (8 * Mm)) font = new(font.FontFamily.Name, font.Size * (CardWidth - (8 * Mm)) / width, font.Style);
        page.DrawString(text, font, XBrushes.Black, new XPoint(centre, baseline), XStringFormats.BaseLineCenter);
    }

    private static void Modules(XGraphics page, QrCode code, double left, double top)
    {
        var module = CodeSide / code.Size;
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        // Rows overlap by a hair, so that no viewer draws a seam between them.
        foreach (var (x, y, width) in code.Runs()) path.AddRectangle(left + (x * module), top + (y * module), width * module, module * 1.03);
        page.DrawPath(XBrushes.Black, path);
    }
}
