using System.Reflection;
using Restpy.Platform.Pdf;

namespace Restpy.Floor.Codes;

/// <summary>
/// The sheet's own Latin letters (see Fonts/OFL.txt): the PDF comes out alike on a machine without a single font.
/// </summary>
internal static class SheetFonts
{
    public static PdfFont Regular { get; } = Load("NotoSans-Regular");

    public static PdfFont Bold { get; } = Load("NotoSans-Bold");

    private static PdfFont Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"floor/{name}.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(name, bytes);
    }
}
