namespace Restpy.Reports.SeeSales;

/// <summary>What a number of a table is, and so how it is written.</summary>
internal enum Unit
{
    Count,

    /// <summary>Minor units.</summary>
    Amount,

    /// <summary>Tenths of a percent.</summary>
    Share,
}

/// <param name="Word">Key of its heading: sales.column.{Word}.</param>
internal sealed record Column(string Word, Unit Unit);

/// <param name="Key">Stable, for sorting and tests.</param>
/// <param name="Values">One for each column; null where the figure does not exist.</param>
internal sealed record Line(string Key, string Label, IReadOnlyList<long?> Values);

/// <summary>One table of the report, the same for the page and for the file.</summary>
/// <param name="Name">In addresses: items, days.</param>
/// <param name="Sum">Last line; null in a column whose numbers do not add up.</param>
internal sealed record SalesTable(
    string Name, IReadOnlyList<Column> Columns, IReadOnlyList<Line> Lines, IReadOnlyList<long?> Sum)
{
    public static SalesTable Of(
        string name, IReadOnlyList<Column> columns, IReadOnlyList<Line> lines, params string[] notAdded)
    {
        var sum = columns.Select((c, i) => notAdded.Contains(c.Word) ? null : lines.Sum(l => l.Values[i])).ToList();
        var shared = sum[^2] ?? 0;
        // The share is of the column before it, which every table ends with.
        List<Line> shares = [.. lines.Select(l => l with
        {
            Values = [.. l.Values.SkipLast(1), Share(l.Values[^2] ?? 0, shared)],
        })];
        sum[^1] = shared == 0 ? null : 1000;
        return new(name, columns, shares, sum);
    }

    /// <param name="sort">A column's word, a minus in front for largest first, "label" for the name; anything else
    /// leaves the order.</param>
    public SalesTable Sorted(string? sort)
    {
        var down = sort?.StartsWith('-') == true;
        var word = sort?.TrimStart('-');
        var column = Columns.Select((c, i) => (c.Word, i)).Where(c => c.Word == word).Select(c => (int?)c.i)
            .FirstOrDefault();
        IEnumerable<Line>? lines = word == "label"
            ? Lines.OrderBy(l => l.Label, StringComparer.CurrentCultureIgnoreCase)
            : column is { } at ? Lines.OrderBy(l => l.Values[at]).ThenByDescending(l => l.Label, StringComparer.Ordinal)
            : null;
        return lines is null ? this : this with { Lines = [.. down ? lines.Reverse() : lines] };
    }

    private static long? Share(long part, long whole) =>
        whole == 0 ? null : (long)Math.Round(part * 1000m / whole, MidpointRounding.AwayFromZero);
}
