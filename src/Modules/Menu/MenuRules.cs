using System.Text.RegularExpressions;
using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Menu;

internal sealed record MenuNameMissing(string Language) : Error(ErrorKind.Invalid);

internal sealed record MenuTextTooLong(int Max) : Error(ErrorKind.Invalid);

internal sealed record TextNotVisible() : Error(ErrorKind.Invalid);

internal sealed record LanguageNotHere(string Language) : Error(ErrorKind.Invalid);

internal sealed record MenuCodeUnfit() : Error(ErrorKind.Invalid);

internal sealed record MenuKeyUnfit() : Error(ErrorKind.Invalid);

internal sealed record MenuCodeTaken(string Value) : Error(ErrorKind.Conflict);

internal sealed record PriceUnfit(long Max) : Error(ErrorKind.Invalid);

internal sealed record ExtraPriceUnfit(long Max) : Error(ErrorKind.Invalid);

internal sealed record WordUnknown(string Value, string Known) : Error(ErrorKind.Invalid);

internal sealed record VeganIsVeg() : Error(ErrorKind.Invalid);

internal sealed record ChoicesUnfit(int Most) : Error(ErrorKind.Invalid);

internal sealed record TooManyParts(int Max) : Error(ErrorKind.Invalid);

internal sealed record NothingToChoose() : Error(ErrorKind.Invalid);

/// <summary>What may stand on a menu. Asked by the domain itself and, cell by cell, by the import.</summary>
internal static partial class MenuRules
{
    public const int LongestName = 80, LongestDescription = 300, MostVariants = 20, MostModifiers = 40, MostGroups = 10,
        MostLeft = 999;

    /// <summary>In whole units of the currency; a slip of the keyboard is more likely than such a dish.</summary>
    public const long HighestPrice = 1_000_000;

    public static readonly IReadOnlyList<string> TaxCategories =
        [TaxCategory.Food, TaxCategory.SoftDrink, TaxCategory.Alcohol, TaxCategory.Goods];

    public static Outcome<Done> Code(string code) => CodeForm().IsMatch(code) ? Done.It : new MenuCodeUnfit();

    public static Outcome<Done> Key(string key) => KeyForm().IsMatch(key) ? Done.It : new MenuKeyUnfit();

    /// <summary>
    /// A name in the menu's own language (the first), and in no language the restaurant does not have.
    /// </summary>
    public static Outcome<Done> Name(LocalText name, IReadOnlyList<string> languages) =>
        !name.Texts.ContainsKey(languages[0]) ? new MenuNameMissing(languages[0]) : Texts(name, languages, LongestName);

    public static Outcome<Done> Description(LocalText text, IReadOnlyList<string> languages) =>
        Texts(text, languages, LongestDescription);

    public static Outcome<Done> Text(string text, int max) =>
        text.Length > max ? new MenuTextTooLong(max) : CleanText.HasHidden(text)
            || (text.Length > 0 && !CleanText.IsSeen(text)) ? new TextNotVisible() : Done.It;

    /// <summary>One line with single blanks, as it is printed.</summary>
    public static string Tidy(string? text) =>
        text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// A dish costs something: one that is given away is complimentary on the order, not free on the menu.
    /// </summary>
    public static Outcome<Done> Price(long minor) =>
        minor is > 0 and <= HighestPrice * 100 ? Done.It : new PriceUnfit(HighestPrice);

    public static Outcome<Done> ExtraPrice(long minor) =>
        minor is >= 0 and <= HighestPrice * 100 ? Done.It : new ExtraPriceUnfit(HighestPrice);

    public static Outcome<Done> Tax(string category) =>
        TaxCategories.Contains(category) ? Done.It : new WordUnknown(category, string.Join(", ", TaxCategories));

    private static Outcome<Done> Texts(LocalText text, IReadOnlyList<string> languages, int max)
    {
        foreach (var (language, value) in text.Texts)
        {
            if (!languages.Contains(language)) return new LanguageNotHere(language);
            if (Text(value, max) is { Error: { } error }) return error;
        }
        return Done.It;
    }

    [GeneratedRegex(@"^[A-Z0-9](?:[A-Z0-9-]{0,11})\z", RegexOptions.NonBacktracking)]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,39})\z", RegexOptions.NonBacktracking)]
    private static partial Regex KeyForm();
}
