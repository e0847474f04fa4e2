using System.Text;

namespace Restpy.Platform.Web;

/// <summary>
/// A cell that begins like a formula is run as one by spreadsheets (CSV injection). It is written with an apostrophe in
/// front, and read without. An apostrophe that was there before gets one more, so that what is read is what was
/// written.
/// </summary>
/// <remarks>
/// Which character separates is decided by the spreadsheet's own settings: opened where semicolons do, ";=1+1" in a
/// file of commas is two cells, quoted or not. So what follows any usual separator inside a cell is written like a cell
/// of its own.
/// </remarks>
public static class SafeCell
{
    public static string Write(string text)
    {
        var cell = new StringBuilder(text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsCellStart(text, i) && RunsAsFormula(text.AsSpan(i))) cell.Append('\'');
            cell.Append(text[i]);
        }
        return cell.ToString();
    }

    public static string Read(string cell)
    {
        if (!cell.Contains('\'')) return cell;
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
            if (cell[i] != '\'' || !IsCellStart(cell, i) || !RunsAsFormula(cell.AsSpan(i))) text.Append(cell[i]);
        return text.ToString();
    }

    private static bool IsCellStart(string text, int at) =>
        at == 0 || text[at - 1] is ',' or ';' or '\t' or '|' or '\n' || (text[at - 1] == '\r' && text[at] != '\n');

    // The full-width forms count as well: spreadsheets take them for the plain ones. Tab, return and null at the start
    // are dropped by some of them, and what follows is run. Apostrophes count for nothing, so that one more changes no
    // answer.
    private static bool RunsAsFormula(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is '\t' or '\r' or '\n' or '\0' or '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') return true;
            if (c != '\'' && !char.IsWhiteSpace(c)) return false;
        }
        return false;
    }
}
