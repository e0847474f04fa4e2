using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

/// <summary>
/// The columns of the menu as a table, and which kind of row uses which. One description for import and export.
/// </summary>
internal sealed class MenuColumns
{
    public const string Kind = "kind", Category = "category", Item = "item", Variant = "variant", Group = "group",
        Modifier = "modifier", Diet = "diet",
        Vegan = "vegan", Allergens = "allergens", Station = "station", Tax = "tax", Price = "price", OffAt = "off_at",
        Groups = "groups", Min = "min",
        Max = "max", Archived = "archived";

    public const string CategoryRow = "category", ItemRow = "item", VariantRow = "variant", GroupRow = "group",
        ModifierRow = "modifier";

    /// <summary>Joins several words in one cell: gluten|milk.</summary>
    public const char Joint = '|';

    private readonly Dictionary<string, HashSet<string>> _used;

    public MenuColumns(IReadOnlyList<string> languages, IReadOnlyList<BranchInfo> branches)
    {
        string[] names = [.. languages.Select(Name)], descriptions = [.. languages.Select(Description)], prices =
            [.. branches.Select(PriceAt)];
        All = [Kind, Category, Item, Variant, Group, Modifier, .. names, .. descriptions, Diet, Vegan, Allergens,
            Station, Tax, Price, .. prices, OffAt, Groups, Min, Max, Archived];
        _used = new()
        {
            [CategoryRow] = [Kind, Category, .. names, Station],
            [ItemRow] = [Kind, Category, Item, .. names, .. descriptions, Diet, Vegan, Allergens, Station, Tax, Price,
                .. prices, OffAt, Groups, Archived],
            [VariantRow] = [Kind, Item, Variant, .. names, Price, .. prices],
            [GroupRow] = [Kind, Group, .. names, Min, Max],
            [ModifierRow] = [Kind, Group, Modifier, .. names, Allergens, Price],
        };
    }

    public IReadOnlyList<string> All { get; }

    public IReadOnlyCollection<string> Kinds => _used.Keys;

    public bool Uses(string kind, string column) => _used[kind].Contains(column);

    public static string Name(string language) => $"name_{language}";

    public static string Description(string language) => $"description_{language}";

    public static string PriceAt(BranchInfo branch) => $"price_{branch.Key}";
}
