using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Restpy.Kernel;

namespace Restpy.Menu.OtherFiles;

/// <summary>A file of another program as headings and rows; cells are found by heading, never by position.</summary>
internal sealed partial class OtherTable(IReadOnlyList<string[]> rows)
{
    private readonly IReadOnlyList<string> _headings = [.. rows[0].Select(Plain)];

    public IReadOnlyList<string> Headings => _headings;

    public IEnumerable<OtherRow> Rows =>
        rows.Skip(1).Select((cells, i) => new OtherRow(this, cells, i + 2)).Where(r => !r.IsBlank);

    public bool Has(params string[] headings) => headings.All(h => _headings.Contains(h));

    public bool HasLike(string start) => _headings.Any(h => h.StartsWith(start, StringComparison.Ordinal));

    public int At(string heading) => _headings.IndexOf(heading);

    /// <summary>
    /// As headings are compared: without case, doubled blanks, and a question mark or star at the end.
    /// </summary>
    public static string Plain(string heading) =>
        Blanks().Replace(heading.Trim().ToLowerInvariant(), " ").TrimEnd('?', '*', ' ');

    /// <summary>Names and descriptions: HTML, written line breaks and the guard before a formula taken away.</summary>
    public static string Text(string cell, int longest)
    {
        var bare = WebUtility.HtmlDecode(Markup().Replace(cell.Replace("\\n", " ", StringComparison.Ordinal), " "));
        return CleanText.Cut(CleanText.Line(bare), longest);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<[^>]{0,200}>")]
    private static partial Regex Markup();
}

/// <summary>One row; a heading that is not there has empty cells.</summary>
internal sealed class OtherRow(OtherTable table, string[] cells, int number)
{
    public int Number => number;

    public bool IsBlank => cells.All(c => c.Length == 0);

    public string this[string heading] => this[table.At(heading)];

    public string this[int at] => at >= 0 && at < cells.Length ? cells[at] : "";

    /// <summary>The first of these that is not empty.</summary>
    public string First(params string[] headings) =>
        headings.Select(h => this[h]).FirstOrDefault(c => c.Length > 0) ?? "";

    /// <summary>The first of the columns whose heading begins so: Price [Harbour Lane].</summary>
    public string FirstLike(string start) => Enumerable.Range(0, table.Headings.Count)
        .Where(i => table.Headings[i].StartsWith(start, StringComparison.Ordinal)).Select(i => this[i])
        .FirstOrDefault(c => c.Length > 0) ?? "";

    public bool Is(string heading, params string[] words) => words.Contains(this[heading].ToLowerInvariant());

    public IReadOnlyList<string> Cells => cells;
}

/// <summary>How one column writes amounts.</summary>
internal sealed partial class OtherPrices(Currency currency, bool decimalComma)
{
    /// <summary>Decided from the whole column: a mark before one or two last digits is the decimal one.</summary>
    public static OtherPrices Of(IEnumerable<string> column, Currency currency)
    {
        var cells = column.Select(c => Signs().Replace(c, "")).ToList();
        return new(currency, cells.Any(c => CommaEnd().IsMatch(c)) && !cells.Any(c => PointEnd().IsMatch(c)));
    }

    /// <returns>Minor units; null where the price is asked at the till.</returns>
    public Outcome<long?> Read(string cell)
    {
        var text = Signs().Replace(cell, "");
        if (text.Length == 0 || cell.ToLowerInvariant() is "variable" or "null" or "open") return (long?)null;
        text = decimalComma ? text.Replace(".", "").Replace(',', '.') : text.Replace(",", "");
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > 10_000_000) return new NotAnAmount();
        return (long)Math.Round(amount * (decimal)Math.Pow(10, currency.MinorDigits), MidpointRounding.AwayFromZero);
    }

    [GeneratedRegex(@"[\s₹€$£'’]|Rs\.?|/-|\bEUR\b|\bINR\b", RegexOptions.IgnoreCase)]
    private static partial Regex Signs();

    [GeneratedRegex(@",[0-9]{1,2}\z")]
    private static partial Regex CommaEnd();

    [GeneratedRegex(@"\.(?:[0-9]{1,2}|[0-9]{4})\z")]
    private static partial Regex PointEnd();
}

file static class Lists
{
    public static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] == item) return i;
        return -1;
    }
}
