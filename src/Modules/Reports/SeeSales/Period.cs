using System.Globalization;
using Restpy.Kernel;

namespace Restpy.Reports.SeeSales;

internal sealed record PeriodUnknown() : Error(ErrorKind.Invalid);

internal sealed record DateUnreadable() : Error(ErrorKind.Invalid);

internal sealed record PeriodBackwards() : Error(ErrorKind.Invalid);

internal sealed record PeriodTooLong(int Days, int Most) : Error(ErrorKind.Invalid);

/// <summary>Business dates a report is about, both included.</summary>
/// <param name="Name">One of <see cref="Names"/>, or "own".</param>
internal sealed record Period(string Name, DateOnly From, DateOnly To)
{
    public const int MostDays = 366;
    public const string Own = "own";

    public static readonly IReadOnlyList<string> Names = ["today", "yesterday", "week", "last7"];

    public int Days => To.DayNumber - From.DayNumber + 1;

    public bool OneDay => From == To;

    /// <summary>
    /// What it is compared with: a Saturday with the Saturday before, a week with the same weekdays of the week before,
    /// a longer period with as many days just before it.
    /// </summary>
    public Period Before => Days <= 7 ? Back(7) : Back(Days);

    /// <summary>
    /// Dates in the address win over the name beside them, so that a kept link goes on meaning the same days.
    /// </summary>
    /// <param name="name">As asked; empty for today.</param>
    /// <param name="from">yyyy-MM-dd, or empty.</param>
    /// <param name="to">yyyy-MM-dd, or empty.</param>
    /// <param name="today">The branch's business date.</param>
    public static Outcome<Period> Read(string? name, string? from, string? to, DateOnly today)
    {
        if (!string.IsNullOrEmpty(name) && name != Own && !Names.Contains(name)) return new PeriodUnknown();
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to) && name != Own)
            return Named(string.IsNullOrEmpty(name) ? Names[0] : name, today);
        if (Date(from) is not { } first) return new DateUnreadable { Field = "from" };
        if (Date(to) is not { } last) return new DateUnreadable { Field = "to" };
        if (first > last) return new PeriodBackwards { Field = "from" };
        var known = Names.Select(n => Named(n, today)).Where(p => p.From == first && p.To == last).ToList();
        var period = known.Find(p => p.Name == name) ?? known.FirstOrDefault() ?? new(Own, first, last);
        return period.Days > MostDays ? new PeriodTooLong(period.Days, MostDays) { Field = "from" } : period;
    }

    public static Period Named(string name, DateOnly today) => name switch
    {
        "yesterday" => new(name, today.AddDays(-1), today.AddDays(-1)),
        "week" => new(name, today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), today),
        "last7" => new(name, today.AddDays(-6), today),
        _ => new("today", today, today),
    };

    private Period Back(int days) => new(Own, From.AddDays(-days), To.AddDays(-days));

    // Within a lifetime of the product, so that counting back never leaves the calendar.
    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and < 2100 ? date : null;
}
