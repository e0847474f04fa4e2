using System.Text;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Menu;

/// <summary>What the forms of the menu share.</summary>
internal static class MenuForms
{
    public static LocalText Text(IReadOnlyDictionary<string, string?> typed) =>
        new(typed.Select(t => new KeyValuePair<string, string>(t.Key, MenuRules.Tidy(t.Value))));

    /// <summary>Texts for a form: a field for every language, those without a text empty.</summary>
    public static Dictionary<string, string?> Typed(LocalText text, IReadOnlyList<string> languages) =>
        languages.ToDictionary(l => l, l => (string?)text.Texts.GetValueOrDefault(l, ""));

    /// <summary>
    /// A key for a new category, group or choice: its name in small plain letters, with a number if that is taken.
    /// </summary>
    public static string NewKey(LocalText name, string fallback, Func<string, bool> taken)
    {
        var plain = name.Texts.Values.Select(Plain).FirstOrDefault(p => p.Length > 0) ?? fallback;
        var key = plain.Length <= 36 ? plain : plain[..36].TrimEnd('-');
        for (var i = 2; taken(key); i++) key = $"{(plain.Length <= 36 ? plain : plain[..36].TrimEnd('-'))}-{i}";
        return key;
    }

    private static string Plain(string text)
    {
        var key = new StringBuilder();
        foreach (var c in CleanText.Normal(text, NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) key.Append(c);
            else if (key.Length > 0 && key[^1] != '-' && !char.IsSurrogate(c)
                && System.Globalization.CharUnicodeInfo.GetUnicodeCategory(
                c) != System.Globalization.UnicodeCategory.NonSpacingMark) key.Append('-');
        }
        return key.ToString().Trim('-');
    }
}

/// <summary>
/// A text asked for in every language of the restaurant: the fields' name, their label and what is in them.
/// </summary>
internal sealed record TextFields(string Name, string Label, IReadOnlyDictionary<string, string?> Values,
    IReadOnlyList<string> Languages, int Max, bool Long, Words Words)
{
    public string Id(string language) => $"{Name}-{language}".Replace('.', '-').Replace('[', '-').Replace("]", "");
}
