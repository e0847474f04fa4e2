namespace Restpy.Platform.Web;

/// <summary>
/// A cell that begins like a formula is run as one by spreadsheets (CSV injection). It is written with an apostrophe in
/// front, and read without. An apostrophe that was there before gets one more, so that what is read is what was written.
/// </summary>
public static class SafeCell
{
    public static string Write(string text) => LooksLikeFormula(text) ? "'" + text : text;

    public static string Read(string cell) => cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;

    // The full-width forms count as well: spreadsheets take them for the plain ones.
    private static bool LooksLikeFormula(string text)
    {
        var start = text.AsSpan().TrimStart('\'');
        return start.Length > 0 && (start[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠');
    }
}
