using System.Globalization;
using System.Text;
using System.Text.Json;
using Restpy.Kernel;

namespace Restpy.Audit;

/// <summary>
/// One value of a changed row as a person reads it; null where it was not there before or is not any more.
/// </summary>
internal sealed record ChangedValue(string Field, string? Before, string? After);

/// <summary>One row that an act changed, read from the entry's JSON.</summary>
internal sealed record ChangedRow(string Type, IReadOnlyList<ChangedValue> Values)
{
    /// <param name="json">As the platform wrote it.</param>
    /// <param name="currency">For the fields that hold minor units.</param>
    /// <param name="zone">For the fields that hold instants.</param>
    public static IReadOnlyList<ChangedRow> Read(string json, Currency? currency, TimeZoneInfo zone)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray()
            .Select(
            row => new ChangedRow(Words(row.GetProperty("type").GetString()!), ReadValues(row, currency, zone)))];
    }

    private static List<ChangedValue> ReadValues(JsonElement row, Currency? currency, TimeZoneInfo zone)
    {
        var before = Side(row, "before");
        var after = Side(row, "after");
        return [.. before.Keys.Union(after.Keys).Select(name => new ChangedValue(
            Words(name.EndsWith("Minor", StringComparison.Ordinal) ? name[..^5] : name),
            Show(name, before, currency, zone), Show(name, after, currency, zone)))];
    }

    private static Dictionary<string, JsonElement> Side(JsonElement row, string side) =>
        row.TryGetProperty(side, out var values) ? values.EnumerateObject().ToDictionary(v => v.Name, v => v.Value)
            : [];

    private static string? Show(
        string name, Dictionary<string, JsonElement> side, Currency? currency, TimeZoneInfo zone)
    {
        if (!side.TryGetValue(name, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => "—",
            JsonValueKind.True => "✓",
            JsonValueKind.False => "✗",
            JsonValueKind.Number when name.EndsWith("Minor", StringComparison.Ordinal) && currency is { } c
                && value.TryGetInt64(out var minor) => Money.Format(minor, c),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Object => string.Join(" · ", value.EnumerateObject().Select(p => $"{p.Name}: {p.Value}")),
            JsonValueKind.String => Text(value.GetString()!, name, zone),
            _ => value.GetRawText(),
        };
    }

    private static string Text(string text, string name, TimeZoneInfo zone) =>
        name.EndsWith("At", StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : text;

    /// <summary>serviceChargePercent → Service charge percent.</summary>
    public static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (text.Length == 0) text.Append(char.ToUpperInvariant(c));
            else if (char.IsUpper(c)) text.Append(' ').Append(char.ToLowerInvariant(c));
            else text.Append(c);
        }
        return text.ToString();
    }
}
