using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;

namespace Restpy.Audit;

/// <summary>The time could not be read as a date and time.</summary>
internal sealed record LogTimeUnreadable(string Typed) : Error(ErrorKind.Invalid);

/// <summary>What somebody asks the log, as it stands in the address.</summary>
internal sealed class LogAsk
{
    /// <summary>Part of a person's name.</summary>
    [FromQuery(Name = "who")]
    public string? Who { get; set; }

    [FromQuery(Name = "person")]
    public Guid? Person { get; set; }

    /// <summary>Part of what the thing is called, or its id.</summary>
    [FromQuery(Name = "thing")]
    public string? Thing { get; set; }

    /// <summary>One act (order.sent), a group of them (order.), or a shortcut (voids).</summary>
    [FromQuery(Name = "act")]
    public string? Act { get; set; }

    /// <summary>Local time at the branch, 2026-11-22T20:15.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>Only entries older than this one: where the page before ended.</summary>
    [FromQuery(Name = "before")]
    public string? Before { get; set; }

    public Outcome<LogFilter> Read(TimeZoneInfo zone)
    {
        if (!TryTime(From, zone, out var from)) return new LogTimeUnreadable(Cut(From, 30)!) { Field = "from" };
        if (!TryTime(To, zone, out var to)) return new LogTimeUnreadable(Cut(To, 30)!) { Field = "to" };
        return new LogFilter(Cut(Who, 80), Person, Cut(Thing, 120), Cut(Act, 60), from, to, LogPlace.Read(Before));
    }

    /// <summary>The same question as a query, without the place in it, or with another.</summary>
    public string Query(string? before = null, Guid? person = null, string? thing = null, string? act = null)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("who", person is null ? Who : null), ("person", (person ?? Person)?.ToString()), ("thing", thing ?? Thing),
            ("act", act ?? Act), ("from", From), ("to", To), ("before", before),
        };
        return "?"
            + string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value))
                .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    private static string? Cut(string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? null : CleanText.Cut(text.Trim(), longest);

    private static bool TryTime(string? typed, TimeZoneInfo zone, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrWhiteSpace(typed)) return true;
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];
        if (!DateTime.TryParseExact(
            typed.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        if (local.Year is < 2000 or > 2200) return false;
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        instant = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return true;
    }
}

/// <summary>The question, understood. Times are instants, <see cref="To"/> is not included.</summary>
internal sealed record LogFilter(
    string? Who, Guid? Person, string? Thing, string? Act, DateTimeOffset? From, DateTimeOffset? To, LogPlace? Before);

/// <summary>A place in the log, newest first: the instant and the id of an entry.</summary>
internal sealed record LogPlace(DateTimeOffset At, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id:N}");

    /// <summary>Null for anything else than what we wrote: then the log starts at its newest entry.</summary>
    public static LogPlace? Read(string? text)
    {
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.Ticks) return null;
        return Guid.TryParseExact(parts[1], "N", out var id) ? new(new DateTimeOffset(ticks, TimeSpan.Zero), id) : null;
    }
}
