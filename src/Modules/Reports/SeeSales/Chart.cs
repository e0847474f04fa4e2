using System.Globalization;

namespace Restpy.Reports.SeeSales;

/// <summary>One bar in the drawing's units, y counted from the top.</summary>
/// <param name="Mark">Class of the bar: the highest is "bar now", the period before "bar before".</param>
internal sealed record Bar(string X, string Y, string Width, string Height, string Mark);

/// <param name="Anchor">SVG text-anchor; the outer ones lean inwards.</param>
internal sealed record Tick(string X, string Text, string Anchor);

/// <param name="Minor">The amount at this height.</param>
internal sealed record Scale(string Y, long Minor);

/// <summary>
/// Net sales by hour or day, with the period before as outlines behind. Drawn here, because the page may carry no
/// styles.
/// </summary>
internal sealed class Chart
{
    public const int Width = 900;
    public const int Height = 240;

    /// <summary>Where the bars begin: the amounts of the axis stand left of it.</summary>
    public const int Left = 84;
    private const decimal Top = 26;
    private const decimal Bottom = 206;
    private const int MostTicks = 12;

    private Chart(string axis, IReadOnlyList<Bar> bars, IReadOnlyList<Tick> ticks, Line? highest) =>
        (Axis, Bars, Ticks, Highest) = (axis, bars, ticks, highest);

    /// <summary>Amounts left of the bars, each with its line.</summary>
    public IReadOnlyList<Scale> Scales { get; private init; } = [];

    /// <summary>Where the highest bar ends: its amount stands above it.</summary>
    public (string X, string Y, string Anchor) Peak { get; private init; } = ("0", "0", "middle");

    /// <summary>Height of the zero line; below it hang the days on which more was credited than sold.</summary>
    public string Axis { get; }

    public IReadOnlyList<Bar> Bars { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    public Line? Highest { get; }

    public static Chart Of(SalesTable table)
    {
        var (net, before) = (At(table, "net"), At(table, "before"));
        var values = table.Lines.SelectMany(l => new[] { l.Values[net] ?? 0, l.Values[before] ?? 0 }).Append(0)
            .ToList();
        decimal high = values.Max(), low = values.Min();
        var scale = high == low ? 0 : (Bottom - Top) / (high - low);
        var zero = Bottom + (low * scale);
        var highest = table.Lines.Where(l => l.Values[net] > 0).MaxBy(l => l.Values[net]);
        var slot = (Width - Left) / (decimal)Math.Max(table.Lines.Count, 1);
        var wide = Math.Min(slot * .7m, 56);
        var bars = new List<Bar>();
        foreach (var (line, i) in table.Lines.Select((l, i) => (l, i)))
        {
            var x = Left + (slot * i) + ((slot - wide) / 2);
            if (line.Values[before] is { } then and not 0) bars.Add(Make(x, wide, then, "bar before"));
            if (line.Values[net] is { } now and not 0)
                bars.Add(Make(x + (wide * .15m), wide * .7m, now, line == highest ? "bar now" : "bar"));
        }
        var at = table.Lines.ToList().IndexOf(highest!);
        var middle = Left + (slot * at) + (slot / 2);
        var step = Step((long)high);
        return new(Text(zero), bars, TicksOf(table, slot), highest)
        {
            Scales = step == 0 ? []
            : [.. Enumerable.Range(1, (int)(high / step))
                .Select(i => new Scale(Text(zero - (i * step * scale)), i * step))],
            Peak = highest is null ? ("0", "0", "middle")
            : (Text(middle), Text(zero - ((highest.Values[net] ?? 0) * scale) - 6), middle > Width - 120 ? "end"
                : "middle"),
        };

        Bar Make(decimal x, decimal width, long value, string mark) =>
            new(Text(x), Text(value > 0 ? zero - (value * scale) : zero), Text(width), Text(Math.Abs(value * scale)),
                mark);
    }

    /// <summary>A round amount that divides the highest into two to five parts.</summary>
    private static long Step(long high)
    {
        if (high <= 0) return 0;
        var power = 1L;
        while (power * 10 <= high) power *= 10;
        return power * 5 <= high ? power * 2 : power * 2 <= high ? power : Math.Max(1, power / 2);
    }

    private static List<Tick> TicksOf(SalesTable table, decimal slot)
    {
        var step = (table.Lines.Count + MostTicks - 1) / MostTicks;
        return [.. table.Lines.Select((l, i) => (l, i)).Where(t => t.i % Math.Max(step, 1) == 0)
            .Select(t => new Tick(Text(Left + (slot * t.i) + (slot / 2)), Short(t.l.Key), "middle"))];
    }

    // 21 for an hour, 12/9 for a date: the whole of it stands in the table.
    private static string Short(string key) =>
        DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? string.Create(CultureInfo.InvariantCulture, $"{date.Day}/{date.Month}") : key;

    private static int At(SalesTable table, string word) =>
        table.Columns.Select((c, i) => (c, i)).First(c => c.c.Word == word).i;

    private static string Text(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
