using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Menu;

/// <summary>All rows of a restaurant's menu, in menu order; of branch rows, those the scope sees.</summary>
internal sealed record MenuRows(
    List<Category> Categories, List<Item> Items, List<ModifierGroup> Groups, List<BranchPrice> Prices,
    List<OffAtBranch> Off, List<ItemStock> Stock)
{
    public static async Task<MenuRows> LoadAsync(RestpyDb db, bool tracked, CancellationToken ct)
    {
        IQueryable<T> Rows<T>() where T : class => tracked ? db.Set<T>() : db.Set<T>().AsNoTracking();
        return new(
            await Rows<Category>().OrderBy(c => c.Sort).ThenBy(c => c.Key).ToListAsync(ct),
            await Rows<Item>().Include(i => i.Variants).Include(i => i.Groups).AsSplitQuery().OrderBy(i => i.Sort)
            .ThenBy(i => i.Code).ToListAsync(ct),
            await Rows<ModifierGroup>().Include(g => g.Modifiers).AsSplitQuery().OrderBy(g => g.Sort).ThenBy(g => g.Key)
            .ToListAsync(ct),
            await Rows<BranchPrice>().ToListAsync(ct),
            await Rows<OffAtBranch>().ToListAsync(ct),
            await Rows<ItemStock>().ToListAsync(ct));
    }

    /// <summary>
    /// The menu of one branch from these rows. A row whose owner is not there yet was read in mid-change; it is left
    /// out.
    /// </summary>
    public BranchMenu MenuOf(Guid restaurantId, Guid branchId, long version)
    {
        var groups = Groups.ToDictionary(g => g.Id, Group);
        var prices = Prices.Where(p => p.BranchId == branchId)
            .ToDictionary(p => p.VariantId ?? p.ItemId, p => p.PriceMinor);
        var off = Off.Where(o => o.BranchId == branchId).Select(o => o.ItemId).ToHashSet();
        var stock = Stock.Where(s => s.BranchId == branchId).ToDictionary(s => s.ItemId);
        var sold = Items.Where(i => i.ArchivedAt is null && !off.Contains(i.Id)).ToLookup(i => i.CategoryId);
        var categories = Categories.Where(c => sold.Contains(c.Id))
            .Select(c => new MenuCategory(c.Id, c.Key, c.Name,
                [.. sold[c.Id].Select(i => Entry(i, c, groups, prices, stock.GetValueOrDefault(i.Id)))])).ToList();
        return new(restaurantId, branchId, version, categories,
            categories.SelectMany(c => c.Items).ToFrozenDictionary(i => i.Id));
    }

    private static MenuItem Entry(Item item, Category category, Dictionary<Guid, MenuModifierGroup> groups,
        Dictionary<Guid, long> prices, ItemStock? stock)
    {
        MenuVariant[] variants = [
            .. item.Variants.OrderBy(v => v.Sort)
            .Select(v => new MenuVariant(v.Id, v.Code, v.Name, prices.GetValueOrDefault(v.Id, v.PriceMinor)))];
        var price = variants.Length > 0 ? variants[0].PriceMinor : prices.GetValueOrDefault(item.Id, item.PriceMinor);
        return new(
            item.Id, item.Code, category.Id, category.Key, item.Name, item.Description, item.Diet, item.Vegan,
            item.Allergens, item.Station, item.TaxCategory,
            price, stock?.IsSoldOut ?? false, stock?.Left, variants,
            [.. item.Groups.OrderBy(g => g.Sort).Where(g => groups.ContainsKey(g.GroupId))
                .Select(g => groups[g.GroupId])])
        {
            PictureId = item.PictureId,
        };
    }

    private static MenuModifierGroup Group(ModifierGroup g) =>
        new(g.Id, g.Key, g.Name, g.Min, g.Max,
            [.. g.Modifiers.OrderBy(m => m.Sort)
                .Select(m => new MenuModifier(m.Id, m.Code, m.Name, m.PriceMinor, m.Allergens))]);
}
