using System.Globalization;
using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu;

/// <summary>How diets, allergens and amounts are written in files and in the API.</summary>
internal static class MenuWords
{
    public static readonly IReadOnlyList<Allergens> AllAllergens =
        [.. Enum.GetValues<Allergens>().Where(a => a != Allergens.None)];

    public static string Of(Diet diet) => diet.ToString().ToLowerInvariant();

    public static IReadOnlyList<string> Of(Allergens allergens) =>
        [.. AllAllergens.Where(a => allergens.HasFlag(a)).Select(a => a.ToString().ToLowerInvariant())];

    public static bool TryDiet(string word, out Diet diet) => EnumNames.TryRead(word, out diet);

    public static bool TryAllergen(string word, out Allergens allergen) =>
        EnumNames.TryRead(word, out allergen) && allergen != Allergens.None;

    public static string DietWords { get; } = string.Join(", ", Enum.GetValues<Diet>().Select(Of));

    public static string AllergenWords { get; } =
        string.Join(", ", AllAllergens.Select(a => a.ToString().ToLowerInvariant()));

    /// <summary>165.00, without grouping, so that any program reads it.</summary>
    public static string Amount(long minor, Currency currency, char point = '.') =>
        ((decimal)minor / (decimal)Math.Pow(10, currency.MinorDigits))
            .ToString("F" + currency.MinorDigits, CultureInfo.InvariantCulture).Replace('.', point);

    public static string Sign(Currency currency) =>
        currency.Code switch { "INR" => "₹", "EUR" => "€", _ => currency.Code };
}
