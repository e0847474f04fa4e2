using System.Globalization;

namespace Restpy.Reports.SeeSales;

/// <summary>One bar in the drawing's units, y counted from the top.</summary>
/// <param name="Mark">Class of the bar: the highest is "bar now", the period before "bar before".</param>
internal sealed record Bar(string X, string Y, string Width, string Height, string Mark);

/// <param name="Anchor">SVG text-anchor; the outer ones lean inwards.</param>
internal sealed record Tick(string X, string Text, string Anchor);

/// <summary>Net sales by hour or day, with the period before as outlines behind. Drawn here, because the page may carry no styles.</summary>
internal sealed class Chart
{
    public const int Width = 600;
    public const int Height = 180;
    private const decimal Top = 22;
    private const decimal Bottom = 152;
    private const int MostTicks = 12;

    private Chart(string axis, IReadOnlyList<Bar> bars, IReadOnlyList<Tick> ticks, Line? highest) => (Axis, Bars, Ticks, Highest) = (axis, bars, ticks, highest);

    /// <summary>Height of the zero line; below it hang the days on which more was credited than sold.</summary>
    public string Axis { get; }

    public IReadOnlyList<Bar> Bars { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    public Line? Highest { get; }

    public static Chart Of(SalesTable table)
    {
        var (net, before) = (At(table, "net"), At(table, "before"));
        var values = table.Lines.SelectMany(l => new[] { l.Values[net] ?? 0, l.Values[before] ?? 0 }).Append(0).ToList();
        decimal high = values.Max(), low = values.Min();
        var scale = high == low ? 0 : (Bottom - Top) / (high - low);
        var zero = Bottom + (low * scale);
        var highest = table.Lines.Where(l => l.Values[net] > 0).MaxBy(l => l.Values[net]);
        var slot = Width / (decimal)Math.Max(table.Lines.Count, 1);
        var wide = Math.Min(slot * .7m, 56);
        var bars = new List<Bar>();
        foreach (var (line, i) in table.Lines.Select((l, i) => (l, i)))
        {
            var x = (slot * i) + ((slot - wide) / 2);
            if (line.Values[before] is { } then and not 0) bars.Add(Make(x, wide, then, "bar before"));
            if (line.Values[net] is { } now and not 0) bars.Add(Make(x + (wide * .15m), wide * .7m, now, line == highest ? "bar now" : "bar"));
        }
        return new(Text(zero), bars, TicksOf(table, slot), highest);

        Bar Make(decimal x, decimal width, long value, string mark) => new(Text(x), Text(value > 0 ? zero - (value * scale) : zero), Text(width), Text(Math.Abs(value * scale)), mark);
    }

    private static List<Tick> TicksOf(SalesTable table, decimal slot)
    {
        var step = (table.Lines.Count + MostTicks - 1) / MostTicks;
        return [.. table.Lines.Select((l, i) => (l, i)).Where(t => t.i % Math.Max(step, 1) == 0).Select(t => new Tick(Text((slot * t.i) + (slot / 2)), Short(t.l.Key), "middle"))];
    }

    // 21 for an hour, 12/9 for a date: the whole of it stands in the table.
    private static string Short(string key) =>
        DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? string.Create(CultureInfo.InvariantCulture, $"{date.Day}/{date.Month}") : key;

    private static int At(SalesTable table, string word) => table.Columns.Select((c, i) => (c, i)).First(c => c.c.Word == word).i;

    private static string Text(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
