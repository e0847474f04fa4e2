using System.Text.Json;
using System.Text.Json.Serialization;

namespace Restpy.Pricing;

/// <summary>
/// The JSON form of a pack. An unknown field is refused, so a misspelt "validTo" cannot keep an old rate alive.
/// </summary>
internal static class TaxPackFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    private sealed record Sheet
    {
        public required string Version { get; init; }

        public string Note { get; init; } = "";

        public IReadOnlyList<string> UtgstRegions { get; init; } = [];

        public required IReadOnlyList<TaxProfile> Profiles { get; init; }

        public required IReadOnlyList<TaxRule> Rules { get; init; }
    }

    public static PricingOutcome<TaxPack> Read(string json)
    {
        try
        {
            var sheet = JsonSerializer.Deserialize<Sheet>(json, Options);
            return sheet is null
                ? new PricingRefusal(PricingRefusals.PackUnreadable, "The tax pack is empty.")
                : TaxPack.Create(sheet.Version, sheet.Profiles, sheet.Rules, sheet.UtgstRegions);
        }
        catch (JsonException unreadable)
        {
            return new PricingRefusal(PricingRefusals.PackUnreadable, unreadable.Message);
        }
    }

    public static PricingOutcome<TaxPack> ReadShipped()
    {
        var assembly = typeof(TaxPackFile).Assembly;
        // The project may prefix the name with its namespace; the ending is what counts.
        string? name = Array.Find(
            assembly.GetManifestResourceNames(), n => n.EndsWith("tax-pack.json", StringComparison.Ordinal));
        using var stream = name is null ? null : assembly.GetManifestResourceStream(name);
        if (stream is null)
            return new PricingRefusal(PricingRefusals.PackUnreadable, "This build carries no tax-pack.json.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }
}
