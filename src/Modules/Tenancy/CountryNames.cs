using System.Globalization;

namespace Restpy.Tenancy;

/// <summary>Names of countries in the reader's language.</summary>
internal static class CountryNames
{
    private static readonly Dictionary<string, (string English, string French, string Hindi)> Names = new()
    {
        ["IN"] = ("India", "Inde", "भारत"), ["FR"] = ("France", "France", "फ़्रांस"),
        ["DE"] = ("Germany", "Allemagne", "जर्मनी"), ["AT"] = ("Austria", "Autriche", "ऑस्ट्रिया"),
        ["BE"] = ("Belgium", "Belgique", "बेल्जियम"), ["IT"] = ("Italy", "Italie", "इटली"),
        ["ES"] = ("Spain", "Espagne", "स्पेन"), ["NL"] = ("Netherlands", "Pays-Bas", "नीदरलैंड"),
        ["IE"] = ("Ireland", "Irlande", "आयरलैंड"), ["PT"] = ("Portugal", "Portugal", "पुर्तगाल"),
        ["PL"] = ("Poland", "Pologne", "पोलैंड"), ["CZ"] = ("Czechia", "Tchéquie", "चेकिया"),
        ["FI"] = ("Finland", "Finlande", "फ़िनलैंड"), ["SE"] = ("Sweden", "Suède", "स्वीडन"),
        ["DK"] = ("Denmark", "Danemark", "डेनमार्क"), ["HU"] = ("Hungary", "Hongrie", "हंगरी"),
        ["RO"] = ("Romania", "Roumanie", "रोमानिया"), ["GR"] = ("Greece", "Grèce", "यूनान"),
    };

    /// <summary>A code that is no country's is shown as it came: a form may send anything.</summary>
    public static string Of(string code, string language) => !Names.TryGetValue(code, out var names)
        ? code.Length == 2 && code.All(char.IsAsciiLetterUpper) ? new RegionInfo(code).EnglishName : code
        : language switch { "fr" => names.French, "hi" => names.Hindi, _ => names.English };
}
