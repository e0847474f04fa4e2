using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;

namespace Restpy.Ordering.GuestApi;

/// <summary>
/// The menu as a program of a guest reads it: ids to order by, prices in minor units, texts in one language.
/// </summary>
public sealed record GuestMenuAnswer(string Restaurant, string Branch, string Table, string Currency, string Language,
    long Version, IReadOnlyList<GuestMenuCategory> Categories)
{
    internal static GuestMenuAnswer Of(GuestPlace place, BranchMenu menu)
    {
        var language = place.MenuLanguage;
        return new(place.Restaurant.Name, place.Branch.Name, place.Table?.Number ?? "", place.Restaurant.Currency.Code,
            language, menu.Version,
            [.. menu.Categories.Select(
                c => new GuestMenuCategory(c.Name.In(language), [.. c.Items.Select(i => Dish(i, language))]))]);
    }

    private static GuestMenuDish Dish(MenuItem i, string language) => new(
        i.Id, i.Name.In(language), i.Description.In(language), i.Diet.ToString().ToLowerInvariant(), i.Vegan,
        Words(i.Allergens), i.PriceMinor, i.SoldOut, i.Left,
        [.. i.Variants.Select(v => new GuestMenuVariant(v.Id, v.Name.In(language), v.PriceMinor))],
        [.. i.Groups.Select(
            g => new GuestMenuGroup(g.Id, g.Name.In(language), g.Min, g.Max,
                [.. g.Modifiers.Select(
                    m => new GuestMenuModifier(m.Id, m.Name.In(language), m.PriceMinor, Words(m.Allergens)))]))]);

    private static IReadOnlyList<string> Words(Allergens allergens) =>
        [.. MenuFilter.All.Where(a => allergens.HasFlag(a.Allergen)).Select(a => a.Word)];
}

public sealed record GuestMenuCategory(string Name, IReadOnlyList<GuestMenuDish> Dishes);

public sealed record GuestMenuDish(
    Guid Id, string Name, string Description, string Diet, bool Vegan, IReadOnlyList<string> Allergens, long PriceMinor,
    bool SoldOut, int? Left,
    IReadOnlyList<GuestMenuVariant> Variants, IReadOnlyList<GuestMenuGroup> ModifierGroups);

public sealed record GuestMenuVariant(Guid Id, string Name, long PriceMinor);

public sealed record GuestMenuGroup(Guid Id, string Name, int Min, int Max, IReadOnlyList<GuestMenuModifier> Modifiers);

public sealed record GuestMenuModifier(Guid Id, string Name, long PriceMinor, IReadOnlyList<string> Allergens);
