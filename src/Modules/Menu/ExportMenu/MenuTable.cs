using System.Globalization;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ExportMenu;

/// <summary>The rows of the menu as the import reads them, in menu order, heading first.</summary>
internal sealed class MenuTable(RestaurantInfo restaurant, IReadOnlyList<BranchInfo> branches, MenuRows rows)
{
    private readonly MenuColumns _columns = new(restaurant.Languages, branches);
    private readonly Dictionary<Guid, string> _groupKeys = rows.Groups.ToDictionary(g => g.Id, g => g.Key);
    private readonly ILookup<Guid, Item> _items = rows.Items.ToLookup(i => i.CategoryId);

    public IEnumerable<IReadOnlyList<string>> Rows() =>
        [_columns.All, .. Cells().Select(row => _columns.All.Select(c => row.GetValueOrDefault(c, "")).ToList())];

    private IEnumerable<Dictionary<string, string>> Cells() =>
        [.. rows.Groups.SelectMany(Group),
            .. rows.Categories.SelectMany(c => _items[c.Id].SelectMany(i => Item(i, c)).Prepend(Category(c)))];

    private IEnumerable<Dictionary<string, string>> Group(ModifierGroup group)
    {
        yield return Row(MenuColumns.GroupRow, group.Name, (MenuColumns.Group, group.Key),
            (MenuColumns.Min, Number(group.Min)), (MenuColumns.Max, Number(group.Max)));
        foreach (var m in group.Modifiers.OrderBy(m => m.Sort))
            yield return Row(MenuColumns.ModifierRow, m.Name, (MenuColumns.Group, group.Key),
                (MenuColumns.Modifier, m.Code), (MenuColumns.Allergens, Words(m.Allergens)),
                (MenuColumns.Price, Amount(m.PriceMinor)));
    }

    private Dictionary<string, string> Category(Category category) =>
        Row(MenuColumns.CategoryRow, category.Name, (MenuColumns.Category, category.Key),
            (MenuColumns.Station, category.Station));

    private IEnumerable<Dictionary<string, string>> Item(Item item, Category category)
    {
        var row = Row(MenuColumns.ItemRow, item.Name,
            (MenuColumns.Category, category.Key), (MenuColumns.Item, item.Code),
            (MenuColumns.Diet, MenuWords.Of(item.Diet)), (MenuColumns.Vegan, YesNo(item.Vegan)),
            (MenuColumns.Allergens, Words(item.Allergens)), (MenuColumns.Station, item.Station),
            (MenuColumns.Tax, item.TaxCategory),
            (MenuColumns.Price, item.Variants.Count > 0 ? "" : Amount(item.PriceMinor)),
            (MenuColumns.OffAt, string.Join(MenuColumns.Joint, OffAt(item))),
            (MenuColumns.Groups,
                string.Join(MenuColumns.Joint, item.Groups.OrderBy(g => g.Sort).Select(g => _groupKeys[g.GroupId]))),
                (MenuColumns.Archived, YesNo(item.ArchivedAt is not null)));
        foreach (var (language, text) in item.Description.Texts) row[MenuColumns.Description(language)] = text;
        if (item.Variants.Count == 0) Prices(row, item.Id, null);
        yield return row;
        foreach (var variant in item.Variants.OrderBy(v => v.Sort))
        {
            var part = Row(MenuColumns.VariantRow, variant.Name, (MenuColumns.Item, item.Code),
                (MenuColumns.Variant, variant.Code), (MenuColumns.Price, Amount(variant.PriceMinor)));
            Prices(part, item.Id, variant.Id);
            yield return part;
        }
    }

    private void Prices(Dictionary<string, string> row, Guid itemId, Guid? variantId)
    {
        foreach (var branch in branches)
            if (rows.Prices.Find(p => p.BranchId == branch.Id && p.ItemId == itemId && p.VariantId == variantId) is
                { } price)
                row[MenuColumns.PriceAt(branch)] = Amount(price.PriceMinor);
    }

    private IEnumerable<string> OffAt(Item item) =>
        branches.Where(b => rows.Off.Exists(o => o.BranchId == b.Id && o.ItemId == item.Id)).Select(b => b.Key);

    private static Dictionary<string, string> Row(
        string kind, LocalText name, params (string Column, string Text)[] cells)
    {
        var row = cells.ToDictionary(c => c.Column, c => c.Text);
        row[MenuColumns.Kind] = kind;
        foreach (var (language, text) in name.Texts) row[MenuColumns.Name(language)] = text;
        return row;
    }

    private string Amount(long minor) => MenuWords.Amount(minor, restaurant.Currency);

    private static string Words(Allergens allergens) => string.Join(MenuColumns.Joint, MenuWords.Of(allergens));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string YesNo(bool yes) => yes ? "yes" : "no";
}
