using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.OtherFiles;

/// <summary>
/// Makes what another program's file says of dishes a sheet of ours. A dish that is here already, by its code or its
/// name, keeps what the file does not speak of: station, allergens, choices, prices of branches.
/// </summary>
internal sealed class OtherSheet(RestaurantInfo restaurant, MenuRows rows, string station)
{
    private readonly string _language = restaurant.Languages[0];
    private readonly List<SheetCategory> _categories = [];
    private readonly HashSet<string> _codes = [.. rows.Items.Select(i => i.Code)];
    private readonly HashSet<Guid> _taken = [];

    public MenuSheet Of(OtherMenu menu) => new(_categories, [], [.. menu.Dishes.Select(Item)]) { };

    private SheetItem Item(OtherDish dish)
    {
        var category = Category(dish.Category.Length > 0 ? dish.Category : "Menu");
        var known = Known(dish, category);
        if (known is not null) _taken.Add(known.Id);
        var variants = Variants(dish, known);
        var facts = new ItemFacts(
            known?.Name.With(_language, dish.Name) ?? LocalText.Of(_language, dish.Name), Description(dish, known),
            dish.Diet ?? known?.Diet ?? Diet.NonVeg, known?.Vegan == true
            && dish.Diet is null or Diet.Veg, dish.Allergens | (known?.Allergens ?? Allergens.None),
            known?.Station ?? station, known?.TaxCategory ?? TaxCategory.Food, variants.Count > 0
            ? variants[0].Facts.PriceMinor : dish.PriceMinor ?? 0);
        return new(
            category, known?.Code ?? Code(dish.Code), facts, known is null ? dish.Off
            : known.ArchivedAt is not null, variants, Groups(known),
            variants.Count > 0 || known is null ? new Dictionary<Guid, long>() : Prices(known.Id, null),
            known is null ? new HashSet<Guid>()
            : rows.Off.Where(o => o.ItemId == known.Id).Select(o => o.BranchId).ToHashSet());
    }

    private Item? Known(OtherDish dish, string category)
    {
        var code = Clean(dish.Code);
        var folded = SearchText.Fold(dish.Name);
        return rows.Items.Find(i => i.Code == code && code.Length > 0 && !_taken.Contains(i.Id))
            ?? rows.Items.Find(i => !_taken.Contains(i.Id) && SearchText.Fold(i.Name.In(_language)) == folded
                && rows.Categories.Find(c => c.Id == i.CategoryId)?.Key == category);
    }

    private List<SheetVariant> Variants(OtherDish dish, Item? known)
    {
        var (made, codes) = (new List<SheetVariant>(), new HashSet<string>());
        foreach (var (name, price) in dish.Variants.DistinctBy(v => v.Name).Take(MenuRules.MostVariants))
        {
            var same = known?.Variants.FirstOrDefault(
                v => SearchText.Fold(v.Name.In(_language)) == SearchText.Fold(name));
            var text = same?.Name.With(_language, name) ?? LocalText.Of(_language, name);
            var code = same?.Code
                ?? MenuForms.NewKey(
                text, "variant", c => codes.Contains(c) || known?.Variants.Any(v => v.Code == c) == true);
            codes.Add(code);
            made.Add(
                new(new(code, text, price), same is null ? new Dictionary<Guid, long>() : Prices(known!.Id, same.Id)));
        }
        return made;
    }

    private LocalText Description(OtherDish dish, Item? known) =>
        dish.Description.Length > 0 ? (known?.Description ?? LocalText.Empty).With(_language, dish.Description)
            : known?.Description ?? LocalText.Empty;

    private List<string> Groups(Item? known) =>
        known is null ? [] : [
            .. known.Groups.OrderBy(g => g.Sort).Select(g => rows.Groups.Find(r => r.Id == g.GroupId)?.Key)
            .OfType<string>()];

    private Dictionary<Guid, long> Prices(Guid item, Guid? variant) =>
        rows.Prices.Where(p => p.ItemId == item && p.VariantId == variant)
            .ToDictionary(p => p.BranchId, p => p.PriceMinor);

    private string Category(string name)
    {
        var folded = SearchText.Fold(name);
        if (rows.Categories.Find(c => SearchText.Fold(c.Name.In(_language)) == folded) is { } known) return known.Key;
        if (_categories.Find(c => SearchText.Fold(c.Name.In(_language)) == folded) is { } added) return added.Key;
        var text = LocalText.Of(_language, name);
        var key = MenuForms.NewKey(
            text, "category", k => rows.Categories.Exists(c => c.Key == k) || _categories.Exists(c => c.Key == k));
        _categories.Add(new(key, text, station));
        return key;
    }

    /// <summary>The file's own code where it fits and is free; else the next number.</summary>
    private string Code(string wanted)
    {
        var code = Clean(wanted);
        if (code.Length > 0 && _codes.Add(code)) return code;
        for (var n = _codes.Count + 1; ; n++)
            if (_codes.Add($"{n}")) return $"{n}";
    }

    private static string Clean(string code) =>
        code.ToUpperInvariant().Replace('_', '-') is var c && MenuRules.Code(c).Ok ? c : "";
}
