namespace Restpy.Tenancy;

/// <summary>What a form offers first for a restaurant of a country; everything can be changed.</summary>
internal sealed record CountryDefaults(string TimeZone, string Language)
{
    private static readonly CountryDefaults Other = new("Europe/Berlin", "en");

    private static readonly Dictionary<string, CountryDefaults> Known = new()
    {
        ["IN"] = new("Asia/Kolkata", "en"), ["FR"] = new("Europe/Paris", "fr"), ["DE"] = new("Europe/Berlin", "en"),
        ["AT"] = new("Europe/Vienna", "en"),
        ["BE"] = new("Europe/Brussels", "fr"), ["IT"] = new("Europe/Rome", "en"), ["ES"] = new("Europe/Madrid", "en"),
        ["NL"] = new("Europe/Amsterdam", "en"),
        ["IE"] = new("Europe/Dublin", "en"), ["PT"] = new("Europe/Lisbon", "en"), ["PL"] = new("Europe/Warsaw", "en"),
        ["CZ"] = new("Europe/Prague", "en"),
        ["FI"] = new("Europe/Helsinki", "en"), ["SE"] = new("Europe/Stockholm", "en"),
        ["DK"] = new("Europe/Copenhagen", "en"), ["HU"] = new("Europe/Budapest", "en"),
        ["RO"] = new("Europe/Bucharest", "en"), ["GR"] = new("Europe/Athens", "en"),
    };

    /// <summary>Four in the morning: the business day of most restaurants ends then.</summary>
    public const int CutOffMinutes = 240;

    public static CountryDefaults Of(string country) => Known.GetValueOrDefault(country, Other);

    /// <summary>The time zones of a country that has restaurants here, and UTC.</summary>
    public static IReadOnlyList<string> TimeZones { get; } = [
        .. Known.Values.Select(d => d.TimeZone).Append("Atlantic/Azores").Append("Atlantic/Madeira")
        .Append("Atlantic/Canary")
        .Append("Indian/Reunion").Append("America/Guadeloupe").Append("America/Martinique").Append("America/Cayenne")
        .Append("UTC").Distinct().Order(StringComparer.Ordinal)];
}
