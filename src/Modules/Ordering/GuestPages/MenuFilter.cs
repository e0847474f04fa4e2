using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Ordering.GuestPages;

internal enum DietWish
{
    Everything,
    Veg,

    /// <summary>No meat or fish, eggs are fine.</summary>
    Egg,
    Vegan,
}

/// <summary>
/// What a guest wants to see of the menu. Lives in the address, so it needs no script and survives a reload.
/// </summary>
internal readonly record struct MenuFilter(DietWish Diet, Allergens Without, string Search)
{
    private const int MaxSearch = 40;

    /// <summary>The allergens in the order of the law, with the word they have in the address.</summary>
    public static readonly IReadOnlyList<(Allergens Allergen, string Word)> All =
        [.. Enum.GetValues<Allergens>().Where(a => a != Allergens.None)
            .Select(a => (a, a.ToString().ToLowerInvariant()))];

    public bool IsEmpty => Diet == DietWish.Everything && Without == Allergens.None && Search.Length == 0;

    /// <summary>In one spelling, so that equal filters share one kept page; empty for everything.</summary>
    public string Query
    {
        get
        {
            var search = Search;
            return string.Join('&',
                Parts(this).Concat(search.Length == 0 ? [] : ["q=" + Uri.EscapeDataString(search)]));
        }
    }

    /// <summary>What is not a wish we know is left out: an address typed wrong still shows a menu.</summary>
    public static MenuFilter From(IQueryCollection query)
    {
        var diet = EnumNames.TryRead<DietWish>(query["diet"].FirstOrDefault(), out var wish) ? wish
            : DietWish.Everything;
        var without = Allergens.None;
        foreach (var word in query["no"])
            foreach (var (allergen, known) in All)
                if (known == word) without |= allergen;
        var search = CleanText.Line(query["q"].FirstOrDefault());
        return new(diet, without, CleanText.Cut(search, MaxSearch));
    }

    public bool Shows(MenuItem item, string language) =>
        (item.Allergens & Without) == 0
        && Diet switch
        {
            DietWish.Veg => item.Diet == Menu.Contract.Diet.Veg,
            DietWish.Egg => item.Diet != Menu.Contract.Diet.NonVeg,
            DietWish.Vegan => item.Vegan,
            _ => true,
        }
        && (Search.Length == 0 || item.Name.Texts.Values.Any(Has) || Has(item.Description.In(language)));

    private static IEnumerable<string> Parts(MenuFilter filter)
    {
        if (filter.Diet != DietWish.Everything) yield return "diet=" + filter.Diet.ToString().ToLowerInvariant();
        foreach (var (allergen, word) in All)
            if (filter.Without.HasFlag(allergen)) yield return "no=" + word;
    }

    /// <summary>"creme brulee" finds "Crème brûlée".</summary>
    private bool Has(string text) => SearchText.Has(text, SearchText.Fold(Search));
}
