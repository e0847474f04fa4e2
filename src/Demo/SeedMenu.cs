using System.Text.Json;
using System.Text.Json.Serialization;
using Restpy.Kernel;
using Restpy.Menu;
using Restpy.Menu.Contract;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Demo;

/// <summary>
/// The demo menus of Data/*.json as sheets for the menu module. Strict: a key it does not know, a word that is none or
/// a branch that is not there stops the start, so that the files cannot drift from the product unseen.
/// </summary>
internal static class SeedMenu
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false, PropertyNameCaseInsensitive = false,
    };

    public static MenuSheet Sheet(RestaurantInfo restaurant, string like)
    {
        using var file = typeof(SeedMenu).Assembly.GetManifestResourceStream($"demo/{like}.json")
            ?? throw new InvalidOperationException($"No demo menu for {like}.");
        var menu = JsonSerializer.Deserialize<MenuJson>(file, Strict)!;
        var stations = menu.Stations.Select(s => s.Key).ToHashSet();
        return new(
            [.. menu.Categories.Select(c => new SheetCategory(c.Key, Text(c.Name), Known(c.Station, stations)))],
            [.. menu.ModifierGroups.Select(
                g => new SheetGroup(g.Key, Text(g.Name), g.Min, g.Max,
                    [.. g.Options.Select(
                        o => new ModifierFacts(o.Code, Text(o.Name), o.PriceMinor, Allergens(o.Allergens ?? [])))]))],
            [.. menu.Categories.SelectMany(c => c.Items.Select(i => Item(i, c.Key, stations, restaurant)))]);
    }

    private static SheetItem Item(ItemJson i, string category, HashSet<string> stations, RestaurantInfo restaurant)
    {
        if (i.Variants is [var first, ..] && first.PriceMinor != i.PriceMinor)
            throw new InvalidOperationException($"{i.Code}: its price is not its first variant's.");
        var diet = MenuWords.TryDiet(i.Diet, out var known) ? known
            : throw new InvalidOperationException($"{i.Code}: no diet {i.Diet}.");
        var facts = new ItemFacts(Text(i.Name), Text(i.Description), diet, i.Vegan, Allergens(i.Allergens),
            Known(i.Station, stations), i.TaxCategory, i.PriceMinor);
        return new(
            category, i.Code, facts, Archived: false,
            [.. (i.Variants ?? [])
                .Select(v => new SheetVariant(new(v.Code, Text(v.Name), v.PriceMinor), new Dictionary<Guid, long>()))],
            i.ModifierGroups ?? [], (i.BranchPrices ?? []).ToDictionary(p => Branch(restaurant, p.Key), p => p.Value),
            (i.UnavailableAt ?? []).Select(key => Branch(restaurant, key)).ToHashSet());
    }

    private static LocalText Text(Dictionary<string, string> texts) => new(texts);

    private static Allergens Allergens(IEnumerable<string> words) =>
        words.Aggregate(Menu.Contract.Allergens.None, (all, word) =>
        MenuWords.TryAllergen(word, out var one) ? all | one
            : throw new InvalidOperationException($"No allergen {word}."));

    private static string Known(string station, HashSet<string> stations) =>
        stations.Contains(station) ? station : throw new InvalidOperationException($"No station {station}.");

    private static Guid Branch(RestaurantInfo restaurant, string key) =>
        (restaurant.Branches.FirstOrDefault(b => b.Key == key)
            ?? throw new InvalidOperationException($"No branch {key}.")).Id;

    private sealed record MenuJson(CategoryJson[] Categories, GroupJson[] ModifierGroups, StationJson[] Stations,
        Dictionary<string, string>[] QuickNotes);

    private sealed record CategoryJson(string Key, Dictionary<string, string> Name, string Station, ItemJson[] Items);

    private sealed record ItemJson(
        string Code, Dictionary<string, string> Name, Dictionary<string, string> Description, string Diet,
        string[] Allergens, string Station, string TaxCategory, long PriceMinor,
        bool Vegan = false, Dictionary<string, long>? BranchPrices = null, string[]? UnavailableAt = null,
        VariantJson[]? Variants = null, string[]? ModifierGroups = null);

    private sealed record VariantJson(string Code, Dictionary<string, string> Name, long PriceMinor);

    private sealed record GroupJson(
        string Key, Dictionary<string, string> Name, int Min, int Max, OptionJson[] Options);

    private sealed record OptionJson(
        string Code, Dictionary<string, string> Name, long PriceMinor, string[]? Allergens = null);

    private sealed record StationJson(string Key, Dictionary<string, string> Name);
}
