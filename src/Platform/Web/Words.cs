using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Restpy.Kernel;

namespace Restpy.Platform.Web;

/// <summary>
/// All sentences of the product, from the Words/{language}.json of every module. English is complete; a missing
/// translation falls back to it. Tests hold the keys that guests and the floor see to Hindi and French as well.
/// </summary>
public sealed partial class WordList
{
    public static readonly IReadOnlyList<string> Languages = ["en", "hi", "fr"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLanguage;

    public WordList(IEnumerable<Assembly> assemblies)
    {
        var texts = Languages.ToDictionary(l => l, _ => new Dictionary<string, string>());
        foreach (var assembly in assemblies.Distinct())
        {
            foreach (var resource in assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith("words/", StringComparison.Ordinal)))
            {
                var language = Path.GetFileNameWithoutExtension(resource);
                using var stream = assembly.GetManifestResourceStream(resource)!;
                foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(
                    stream)!) texts[language].Add(key, text);
            }
        }
        _byLanguage = texts.ToFrozenDictionary(t => t.Key, t => t.Value.ToFrozenDictionary());
    }

    public IReadOnlyDictionary<string, string> In(string language) => _byLanguage[Known(language)];

    public static string Known(string? language) =>
        language is not null && Languages.Contains(language) ? language : "en";

    public string Find(string language, string key) =>
        _byLanguage[Known(language)].TryGetValue(key, out var text)
            || _byLanguage["en"].TryGetValue(key, out text) ? text : key;

    /// <summary>Puts the properties of an error or of an anonymous object in the places named {Like} {This}.</summary>
    public string Find(string language, string key, object values)
    {
        var text = Find(language, key);
        if (!text.Contains('{')) return text;
        return Place().Replace(
            text, match => values.GetType().GetProperty(match.Groups[1].Value)?.GetValue(values) switch
        {
            null => "",
            LocalText name => name.In(language),
            OrderLabel label => Find(language, label),
            IEnumerable<OrderLabel> labels => string.Join(", ", labels.Select(label => Find(language, label))),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString() ?? "",
        });
    }

    public string Find(string language, OrderLabel label) =>
        label.Kind is null or "" ? label.Name ?? "" : Find(language, $"order.{label.Kind}", (object)label);

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}

/// <summary>The words in the language of whoever reads this response.</summary>
public sealed class Words(WordList list)
{
    public string Language { get; set; } = "en";

    public string this[string key] => list.Find(Language, key);

    public string this[string key, object values] => list.Find(Language, key, values);

    /// <summary>
    /// 2.5 % or 2,5 %, as the reader's language writes it; without its sign, which stands apart in all of ours.
    /// </summary>
    public string Percent(decimal percent) => percent.ToString("0.###", CultureInfo.GetCultureInfo(Language));

    public string Of(OrderLabel label) => list.Find(Language, label);

    public string Of(Error error) => list.Find(Language, $"error.{error.Code}", error);
}
