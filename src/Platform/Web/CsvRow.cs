using System.Text;

namespace Restpy.Platform.Web;

/// <summary>
/// One row of a CSV file (RFC 4180), every cell quoted. A cell that a spreadsheet would run as a formula gets an
/// apostrophe in front; plain numbers stay numbers.
/// </summary>
public static class CsvRow
{
    public static string Of(params IEnumerable<string?> cells) =>
        cells.Aggregate(new StringBuilder(),
            (row, cell) => row.Append(row.Length == 0 ? "" : ",").Append('"')
            .Append(Safe(cell ?? "").Replace("\"", "\"\"")).Append('"')).Append("\r\n").ToString();

    public static string Safe(string text) => IsNumber(text) ? text : SafeCell.Write(text);

    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan(text is ['-', ..] ? 1 : 0);
        var point = digits.IndexOf('.');
        return point < 0 ? IsDigits(digits) : IsDigits(digits[..point]) && IsDigits(digits[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
