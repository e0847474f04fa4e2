using System.Text.Json;
using System.Text.RegularExpressions;
using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Every sentence asked for exists; what guests and the floor see exists in Hindi and French as well.
/// </summary>
public sealed partial class WordsTests
{
    private static readonly string[] SeenOnTheFloor = [
        "guest.", "floor.", "pad.", "kitchen.", "status.", "error.", "outbox.", "link.", "order.", "idle.", "tablet.",
        "pin.", "pair."];

    private static readonly IReadOnlyList<(string Language, string Path, string Key, string Text)> All =
        [.. Source.Files("*.json", "src").Where(p => p.Contains("/Words/", StringComparison.Ordinal))
            .SelectMany(path => Read(path, Source.Read(path)))];

    private static readonly HashSet<string> English = [.. Keys("en")];

    [Fact]
    public void Every_key_used_in_code_and_pages_has_an_english_sentence() =>
        Complaints.None(Source.Files("*.cs", "src").Concat(Source.Files("*.cshtml", "src"))
            .SelectMany(path => Missing(Source.Read(path), English).Select(key => $"{path}: {key}")));

    [Fact]
    public void Every_error_and_every_role_has_a_sentence()
    {
        var errors = ModuleList.All.Select(m => m.GetType().Assembly).Append(typeof(Error).Assembly)
            .Append(typeof(WordList).Assembly)
            .SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Error)) && !t.IsAbstract)
            .Select(t => "error." + t.Name);
        Complaints.None(errors.Concat(Enum.GetNames<Role>().Select(r => "role." + r)).Except(English));
    }

    [Fact]
    public void Every_entry_of_the_navigation_has_its_word() =>
        Complaints.None(ModuleList.All.SelectMany(m => m.Navigation).Select(n => n.WordKey).Except(English));

    [Theory]
    [InlineData("hi")]
    [InlineData("fr")]
    public void What_guests_and_the_floor_see_is_translated(string language) =>
        Complaints.None(English.Where(key => SeenOnTheFloor.Any(p => key.StartsWith(p, StringComparison.Ordinal)))
            .Except(Keys(language)));

    [Fact]
    public void No_key_is_written_twice() =>
        Complaints.None(Twice(All.Select(w => (w.Language, w.Key))));

    [Fact]
    public void A_translation_has_an_original_and_the_same_places_in_it()
    {
        var english = All.Where(w => w.Language == "en").GroupBy(w => w.Key)
            .ToDictionary(g => g.Key, g => g.First().Text);
        Complaints.None(All.Where(w => w.Language != "en"
            && !(english.TryGetValue(w.Key, out var original)
                && Places(original).SetEquals(Places(w.Text))))
                .Select(w => $"{w.Path}: {w.Key}"));
    }

    [Fact]
    public void Probe_a_key_that_is_missing_doubled_or_half_translated_is_found()
    {
        Assert.Equal(["no.such"], Missing("""<p>@Model.Words["no.such"]</p>""", English));
        Assert.Equal(["nowhere."], Missing("""Words[$"nowhere.{state}"]""", English));
        Assert.Empty(Missing("""Words["status.404"] Words[$"status.{code}"]""", English));
        Assert.Equal(["en a"], Twice([("en", "a"), ("en", "a"), ("hi", "a")]));
        Assert.Equal(2, Read("x/en.json", """{ "a": "1", "a": "2" }""").Count());
        Assert.False(Places("since {time}").SetEquals(Places("seit {zeit}")));
    }

    private static IEnumerable<string> Keys(string language) =>
        All.Where(w => w.Language == language).Select(w => w.Key);

    /// <summary>Keys asked for literally, and the fixed beginning of keys put together.</summary>
    private static IEnumerable<string> Missing(string text, IReadOnlySet<string> known) =>
        Used().Matches(text).Where(m => m.Groups[1].Value.Length == 0).Select(m => m.Groups[2].Value)
            .Where(key => !known.Contains(key))
            .Concat(Used().Matches(text).Where(m => m.Groups[1].Value == "$")
                .Select(m => m.Groups[2].Value.Split('{')[0])
                .Where(start => !known.Any(k => k.StartsWith(start, StringComparison.Ordinal))));

    private static IEnumerable<string> Twice(IEnumerable<(string Language, string Key)> words) =>
        words.GroupBy(w => $"{w.Language} {w.Key}").Where(g => g.Count() > 1).Select(g => g.Key);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    private static IEnumerable<(string Language, string Path, string Key, string Text)> Read(string path, string json)
    {
        using var words = JsonDocument.Parse(json);
        foreach (var word in words.RootElement.EnumerateObject().ToList())
            yield return (Path.GetFileNameWithoutExtension(path), path, word.Name, word.Value.GetString()!);
    }

    [GeneratedRegex("""[wW]ords\[(\$?)"([^"]+)"[\],]""")]
    private static partial Regex Used();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
