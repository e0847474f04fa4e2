using System.Globalization;
using System.Text;
using Restpy.Kernel;

namespace Restpy.Tenancy.Contract;

/// <summary>A line of opening hours that cannot be read.</summary>
public sealed record HoursUnreadable(string Line) : Error(ErrorKind.Invalid);

/// <summary>Two ranges of one day overlap.</summary>
public sealed record HoursOverlap(string Line) : Error(ErrorKind.Invalid);

/// <summary>
/// When something is open on one day, in minutes after midnight; past 1440 it runs into the next day.
/// </summary>
public readonly record struct OpenRange(int From, int To)
{
    public override string ToString() => $"{Clock(From)}-{Clock(To)}";

    private static string Clock(int minutes) => $"{minutes % 1440 / 60:00}:{minutes % 60:00}";
}

/// <summary>
/// Opening hours of a branch: several ranges for each day of the week, other ones on single dates. As text, one line a
/// day:
/// "Mon 12:00-15:00, 19:00-01:00" or "2026-12-25 closed". No line at all: always open.
/// </summary>
public sealed class OpeningHours
{
    private const int MostRanges = 6;
    private const int MostDates = 120;
    private static readonly string[] DayWords = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    public static readonly OpeningHours Always = new(
        new Dictionary<DayOfWeek, IReadOnlyList<OpenRange>>(), new Dictionary<DateOnly, IReadOnlyList<OpenRange>>());

    private OpeningHours(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenRange>> week,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenRange>> dates) => (Week, Dates) = (week, dates);

    /// <summary>Empty where no hours were ever set; otherwise a day that is missing is closed.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenRange>> Week { get; }

    public IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenRange>> Dates { get; }

    public bool IsSet => Week.Count > 0;

    public IReadOnlyList<OpenRange> On(DateOnly date) =>
        Dates.TryGetValue(date, out var special) ? special : Week.TryGetValue(date.DayOfWeek, out var usual) ? usual
            : IsSet ? [] : [new(0, 1440)];

    /// <param name="local">On the branch's clock.</param>
    public bool IsOpen(DateTime local)
    {
        var (today, minute) = (DateOnly.FromDateTime(local), (int)local.TimeOfDay.TotalMinutes);
        return On(today).Any(r => minute >= r.From && minute < r.To)
            || On(today.AddDays(-1)).Any(r => minute + 1440 < r.To);
    }

    /// <returns>When it opens next, on the branch's clock; null when open now, or not within 30 days.</returns>
    public DateTime? NextOpening(DateTime local)
    {
        if (IsOpen(local)) return null;
        for (var days = 0; days <= 30; days++)
        {
            var date = DateOnly.FromDateTime(local).AddDays(days);
            foreach (var range in On(date).OrderBy(r => r.From))
            {
                var opens = date.ToDateTime(TimeOnly.MinValue).AddMinutes(range.From);
                if (opens > local) return opens;
            }
        }
        return null;
    }

    /// <summary>Reads what <see cref="ToString"/> writes, and what people type.</summary>
    public static Outcome<OpeningHours> Read(string? text)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenRange>>();
        var dates = new Dictionary<DateOnly, IReadOnlyList<OpenRange>>();
        foreach (var line in (text ?? "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (day, rest) = line.IndexOf(' ') is var space and > 0 ? (line[..space], line[space..].Trim())
                : (line, "");
            var ranges = Ranges(rest, line);
            if (!ranges.Ok) return ranges.Error;
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date)) dates[date] = ranges.Value;
            else if (Array.FindIndex(DayWords, w => w.Equals(day, StringComparison.OrdinalIgnoreCase)) is var known
                and >= 0) week[(DayOfWeek)known] = ranges.Value;
            else return new HoursUnreadable(Shown(line));
        }
        if (dates.Count > MostDates) return new HoursUnreadable(Shown(text!));
        if (week.Count == 0 && dates.Count > 0)
            for (var day = 0; day < 7; day++) week[(DayOfWeek)day] = [new(0, 1440)];
        return new OpeningHours(week, dates);
    }

    /// <summary>"12:00-15:00, 19:00-01:00"; nothing or "closed" is a day without hours.</summary>
    public static Outcome<IReadOnlyList<OpenRange>> Ranges(string? text, string line)
    {
        var ranges = new List<OpenRange>();
        if (text is null || text.Trim().Length == 0 || text.Trim().Equals("closed", StringComparison.OrdinalIgnoreCase))
            return ranges;
        foreach (var part in text.Split(',', ';'))
        {
            var ends = part.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || Minutes(ends[0]) is not { } from || Minutes(ends[1]) is not { } to || from == 1440)
                return new HoursUnreadable(Shown(line));
            // An end that is not after the beginning is on the next day.
            ranges.Add(new(from, to <= from ? to + 1440 : to));
        }
        var sorted = ranges.OrderBy(r => r.From).ToList();
        if (sorted.Count > MostRanges) return new HoursUnreadable(Shown(line));
        for (var i = 1; i < sorted.Count; i++)
            if (sorted[i].From < sorted[i - 1].To) return new HoursOverlap(Shown(line));
        return sorted;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (day, ranges) in Week.OrderBy(d => ((int)d.Key + 6) % 7)) text.Append(
            CultureInfo.InvariantCulture, $"{DayWords[(int)day]} {Written(ranges)}\n");
        foreach (var (date, ranges) in Dates.OrderBy(d => d.Key)) text.Append(
            CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} {Written(ranges)}\n");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>As typed into a field: "12:00-15:00, 19:00-01:00", or "closed".</summary>
    public static string Written(IReadOnlyList<OpenRange> ranges) =>
        ranges.Count == 0 ? "closed" : string.Join(", ", ranges);

    private static int? Minutes(string clock)
    {
        var parts = clock.Replace('.', ':').Replace('h', ':').TrimEnd(':').Split(':');
        if (parts.Length is < 1 or > 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)) return null;
        var minutes = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
            return null;
        return hours is < 0 or > 24 || minutes is < 0 or > 59
            || (hours == 24 && minutes > 0) ? null : (hours * 60) + minutes;
    }

    private static string Shown(string line) => line.Length <= 40 ? line : line[..40];
}
