using System.Text.Encodings.Web;
using System.Text.Json;

namespace Restpy.Kernel;

/// <summary>A name in several languages, keyed by BCP 47 primary tag. Immutable; stored as one JSON object.</summary>
public sealed class LocalText : IEquatable<LocalText>
{
    public static readonly LocalText Empty = new([]);

    // Stored and logged, never put into a page as it is: letters of other scripts stay letters.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, string> _texts;

    // A dish's name is written with every line that orders it.
    private string? _json;

    public LocalText(IEnumerable<KeyValuePair<string, string>> texts) =>
        _texts = new(texts.Where(t => !string.IsNullOrWhiteSpace(t.Value))
            .ToDictionary(t => t.Key, t => t.Value.Trim()), StringComparer.Ordinal);

    public static LocalText Of(string language, string text) => new([new(language, text)]);

    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The text in this language, else in English, else in any.</summary>
    public string In(string language) =>
        _texts.TryGetValue(language, out var text)
            || _texts.TryGetValue("en", out text) ? text : _texts.Values.FirstOrDefault() ?? "";

    public LocalText With(string language, string text) =>
        new(_texts.Where(t => t.Key != language).Append(new(language, text)));

    public string ToJson() => _json ??= JsonSerializer.Serialize(_texts, Plain);

    public static LocalText FromJson(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []);

    public bool Equals(LocalText? other) =>
        ReferenceEquals(this, other) || other is not null && _texts.SequenceEqual(other._texts);

    public override bool Equals(object? obj) => Equals(obj as LocalText);

    public override int GetHashCode() => _texts.Aggregate(17, (hash, t) => HashCode.Combine(hash, t.Key, t.Value));

    public override string ToString() => In("en");
}
