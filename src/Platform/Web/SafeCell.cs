namespace Restpy.Platform.Web;

/// <summary>
/// A cell that begins like a formula is run as one by spreadsheets (CSV injection). It is written with an apostrophe in
/// front, and read without. An apostrophe that was there before gets one more, so that what is read is what was written.
/// </summary>
public static class SafeCell
{
    public static string Write(string text) => RunsAsFormula(text) ? "'" + text : text;

    public static string Read(string cell) => cell.StartsWith('\'') && RunsAsFormula(cell) ? cell[1..] : cell;

    // The full-width forms count as well: spreadsheets take them for the plain ones. Tab, return and null at the start are
    // dropped by some of them, and what follows is run.
    private static bool RunsAsFormula(string text)
    {
        var bare = text.AsSpan().TrimStart('\'');
        if (bare.Length > 0 && bare[0] is '\t' or '\r' or '\n' or '\0') return true;
        var start = bare.TrimStart();
        return start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\0';
    }
}
