using System.Text;

namespace Restpy.Kernel;

/// <summary>
/// The one rule by which texts are searched: without accents and case, "creme" finds "Crème" and "oeuf" finds "Œuf".
/// Both databases know it as the function search_fold, and scripts as /js/search.js; a test compares all of them.
/// </summary>
public static class SearchText
{
    /// <summary>In SQL: search_fold.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length + 4);
        foreach (var c in CleanText.Normal(text, NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (IsAccent(c)) continue;
            folded.Append(c switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'þ' => "th",
                'ø' => "o",
                'ł' => "l",
                'đ' or 'ð' => "d",
                'ı' => "i",
                'ς' => "σ",
                '’' or '‘' or 'ʼ' => "'",
                _ => null,
            } ?? c.ToString());
        }
        return folded.ToString();
    }

    /// <summary>Whether the text has in it what is looked for.</summary>
    public static bool Has(string text, string folded) => Fold(text).Contains(folded, StringComparison.Ordinal);

    /// <summary>
    /// The blocks of combining marks. Vowel signs of Indian scripts are marks too, but letters to their readers.
    /// </summary>
    private static bool IsAccent(char c) => c is (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF')
        or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF') or (>= '\uFE20' and <= '\uFE2F');
}
