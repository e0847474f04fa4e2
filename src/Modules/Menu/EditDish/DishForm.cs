using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.EditDish;

/// <summary>The dish as its form sends it: text as typed, nothing trusted.</summary>
public sealed class DishForm
{
    public long Version { get; set; }
    public string? Code { get; set; }
    public string? Category { get; set; }
    public Dictionary<string, string?> Name { get; set; } = [];
    public Dictionary<string, string?> Description { get; set; } = [];
    public string? Diet { get; set; }
    public bool Vegan { get; set; }
    public List<string?> Allergens { get; set; } = [];
    public string? Station { get; set; }
    public string? Tax { get; set; }
    public string? Price { get; set; }
    public bool Archived { get; set; }
    public List<VariantForm> Variants { get; set; } = [];

    /// <summary>Keys of modifier groups in the order they are asked; empty ones are places not used.</summary>
    public List<string?> Groups { get; set; } = [];
    public List<BranchForm> Branches { get; set; } = [];

    internal static DishForm Of(Item item, string category, MenuRows rows, RestaurantInfo restaurant,
        IReadOnlyList<BranchInfo> branches, Func<long, string> typed)
    {
        string? At(BranchInfo branch, Guid? variant) =>
            rows.Prices.Find(p => p.BranchId == branch.Id && p.ItemId == item.Id && p.VariantId == variant) is { } price
                ? typed(price.PriceMinor) : null;
        return new()
        {
            Version = item.Version, Code = item.Code, Category = category,
            Name = MenuForms.Typed(item.Name, restaurant.Languages),
            Description = MenuForms.Typed(item.Description, restaurant.Languages),
            Diet = MenuWords.Of(item.Diet), Vegan = item.Vegan, Allergens = [.. MenuWords.Of(item.Allergens)],
            Station = item.Station, Tax = item.TaxCategory,
            Price = typed(item.PriceMinor), Archived = item.ArchivedAt is not null,
            Variants = [.. item.Variants.OrderBy(v => v.Sort).Select(v => new VariantForm
            {
                Code = v.Code, Name = MenuForms.Typed(v.Name, restaurant.Languages), Price = typed(v.PriceMinor),
                At = branches.ToDictionary(b => b.Key, b => At(b, v.Id)),
            })],
            Groups = [.. item.Groups.OrderBy(g => g.Sort).Select(g => rows.Groups.Find(r => r.Id == g.GroupId)?.Key)],
            Branches = [.. branches.Select(b => new BranchForm
            {
                Key = b.Key, Price = At(b, null), On = !rows.Off.Exists(o => o.BranchId == b.Id && o.ItemId == item.Id),
            })],
        };
    }

    internal static DishForm New(Category? category, RestaurantInfo restaurant, IReadOnlyList<BranchInfo> branches) =>
        new()
        {
            Category = category?.Key, Station = category?.Station, Diet = MenuWords.Of(Contract.Diet.Veg),
            Tax = MenuRules.TaxCategories[0],
            Name = MenuForms.Typed(LocalText.Empty, restaurant.Languages),
            Description = MenuForms.Typed(LocalText.Empty, restaurant.Languages),
            Branches = [.. branches.Select(b => new BranchForm { Key = b.Key, On = true })],
        };

    /// <summary>Rows for what may still be added.</summary>
    internal void Grow(int variants, int groups)
    {
        for (var i = 0; i < variants; i++) Variants.Add(new());
        for (var i = 0; i < groups; i++) Groups.Add(null);
    }
}

public sealed class VariantForm
{
    /// <summary>Kept with the row; a new row gets one from its name.</summary>
    public string? Code { get; set; }
    public Dictionary<string, string?> Name { get; set; } = [];
    public string? Price { get; set; }

    /// <summary>Price by branch key; empty where it is the same.</summary>
    public Dictionary<string, string?> At { get; set; } = [];

    internal bool IsBlank => string.IsNullOrWhiteSpace(Price) && Name.Values.All(string.IsNullOrWhiteSpace)
        && At.Values.All(string.IsNullOrWhiteSpace);
}

public sealed class BranchForm
{
    public string? Key { get; set; }
    public string? Price { get; set; }

    /// <summary>On the menu of this branch.</summary>
    public bool On { get; set; }
}
