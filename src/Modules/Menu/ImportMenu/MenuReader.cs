using Restpy.Kernel;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

internal sealed record ColumnMissing(string Column) : Error(ErrorKind.Invalid);

internal sealed record ColumnUnknown(string Column) : Error(ErrorKind.Invalid);

internal sealed record ColumnTwice(string Column) : Error(ErrorKind.Invalid);

internal sealed record RowTooLong() : Error(ErrorKind.Invalid);

internal sealed record RowTwice(int First) : Error(ErrorKind.Conflict);

internal sealed record NotInFile(string Value) : Error(ErrorKind.Invalid);

internal sealed record NoSuchBranch(string Value) : Error(ErrorKind.Invalid);

/// <summary>Reads a cut file as a sheet, or as everything that is wrong with it.</summary>
internal sealed class MenuReader
{
    private readonly RestaurantInfo _house;
    private readonly IReadOnlyList<BranchInfo> _branches;
    private readonly MenuColumns _columns;
    private readonly HashSet<string> _categories, _groups;
    private readonly List<MenuProblem> _problems = [];

    /// <param name="restaurant">Gives languages and currency.</param>
    /// <param name="branches">Those the person sees; their prices are columns.</param>
    /// <param name="rows">The menu as it is: a row may refer to its categories and groups.</param>
    public MenuReader(RestaurantInfo restaurant, IReadOnlyList<BranchInfo> branches, MenuRows rows)
    {
        (_house, _branches, _columns) = (restaurant, branches, new(restaurant.Languages, branches));
        _categories = [.. rows.Categories.Select(c => c.Key)];
        _groups = [.. rows.Groups.Select(g => g.Key)];
    }

    public (MenuSheet? Sheet, IReadOnlyList<MenuProblem> Problems) Read(MenuFile file)
    {
        _problems.AddRange(file.Problems);
        var columns = Heading(file.Rows[0]);
        if (_problems.Count > 0) return (null, _problems);
        var rows = Sorted(file, columns);
        var sheet = new MenuSheet([.. rows[MenuColumns.CategoryRow].Select(Category)], Groups(rows), Items(rows));
        return _problems.Count > 0 ? (null, [.. _problems.OrderBy(p => p.Row)]) : (sheet, []);
    }

    private Dictionary<string, int> Heading(string[] names)
    {
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].ToLowerInvariant();
            if (name.Length == 0) continue;
            if (!_columns.All.Contains(name)) _problems.Add(new(1, names[i], new ColumnUnknown(names[i])));
            else if (!columns.TryAdd(name, i)) _problems.Add(new(1, name, new ColumnTwice(name)));
        }
        foreach (var missing in _columns.All.Where(c => !columns.ContainsKey(c)))
            _problems.Add(new(1, missing, new ColumnMissing(missing)));
        return columns;
    }

    /// <summary>The rows by kind, in the order of the file, each thing once.</summary>
    private ILookup<string, Cells> Sorted(MenuFile file, Dictionary<string, int> columns)
    {
        var rows = new List<(string Kind, Cells Cells)>();
        var seen = new Dictionary<string, int>();
        for (var i = 1; i < file.Rows.Count; i++)
        {
            if (file.Rows[i].All(c => c.Length == 0)) continue;
            var cells = new Cells(i + 1, file.Rows[i], columns, _house, _problems);
            var kind = cells[MenuColumns.Kind].ToLowerInvariant();
            if (!_columns.Kinds.Contains(kind))
            {
                cells.Wrong(MenuColumns.Kind,
                    new WordUnknown(cells[MenuColumns.Kind], string.Join(", ", _columns.Kinds)));
                continue;
            }
            if (file.Rows[i].Skip(file.Rows[0].Length).Any(c => c.Length > 0)) cells.Wrong("", new RowTooLong());
            cells.OnlyUsed(_columns, kind);
            var (column, identity) = Identity(kind, cells);
            if (!seen.TryAdd(identity, cells.Row)) cells.Wrong(column, new RowTwice(seen[identity]));
            rows.Add((kind, cells));
        }
        return rows.ToLookup(r => r.Kind, r => r.Cells);
    }

    private static (string Column, string Identity) Identity(string kind, Cells cells) => kind switch
    {
        MenuColumns.VariantRow =>
            (MenuColumns.Variant, $"{kind}/{cells[MenuColumns.Item]}/{cells[MenuColumns.Variant]}"),
        MenuColumns.ModifierRow =>
            (MenuColumns.Modifier, $"{kind}/{cells[MenuColumns.Group]}/{cells[MenuColumns.Modifier]}"),
        _ => (kind, $"{kind}/{cells[kind]}"),
    };

    private SheetCategory Category(Cells cells)
    {
        var key = cells.Key(MenuColumns.Category);
        _categories.Add(key);
        return new(key, cells.Name(), cells.Key(MenuColumns.Station));
    }

    private List<SheetGroup> Groups(ILookup<string, Cells> rows)
    {
        var modifiers = rows[MenuColumns.ModifierRow].ToLookup(c => c[MenuColumns.Group]);
        var groups = rows[MenuColumns.GroupRow].Select(cells =>
        {
            var key = cells.Key(MenuColumns.Group);
            _groups.Add(key);
            var (min, max) = (cells.Number(MenuColumns.Min), cells.Number(MenuColumns.Max));
            var choices = modifiers[key].ToList();
            if (choices.Count == 0) cells.Wrong(MenuColumns.Group, new NothingToChoose());
            else if (choices.Count > MenuRules.MostModifiers)
                cells.Wrong(MenuColumns.Group, new TooManyParts(MenuRules.MostModifiers));
            else if (min < 0 || max < 1 || min > max || max > choices.Count)
                cells.Wrong(min < 0 || min > max ? MenuColumns.Min : MenuColumns.Max, new ChoicesUnfit(choices.Count));
            return new SheetGroup(key, cells.Name(), min, max, [.. choices.Select(Modifier)]);
        }).ToList();
        foreach (var lost in modifiers.Where(m => groups.All(g => g.Key != m.Key)).SelectMany(m => m))
            lost.Wrong(MenuColumns.Group, new NotInFile(lost[MenuColumns.Group]));
        return groups;
    }

    private static ModifierFacts Modifier(Cells cells) => new(
        cells.Key(MenuColumns.Modifier), cells.Name(), cells.Amount(MenuColumns.Price, MenuRules.ExtraPrice) ?? 0,
        cells.Allergens(MenuColumns.Allergens));

    private List<SheetItem> Items(ILookup<string, Cells> rows)
    {
        var variants = rows[MenuColumns.VariantRow].ToLookup(c => c[MenuColumns.Item]);
        var items = rows[MenuColumns.ItemRow]
            .Select(cells => Item(cells, [.. variants[cells[MenuColumns.Item]].Select(Variant)])).ToList();
        foreach (var lost in variants.Where(v => items.All(i => i.Code != v.Key)).SelectMany(v => v))
            lost.Wrong(MenuColumns.Item, new NotInFile(lost[MenuColumns.Item]));
        return items;
    }

    private SheetVariant Variant(Cells cells) =>
        new(new(cells.Key(MenuColumns.Variant), cells.Name(), Price(cells)), BranchPrices(cells));

    private SheetItem Item(Cells cells, IReadOnlyList<SheetVariant> variants)
    {
        var (code, category, diet, vegan) = (cells.Code(MenuColumns.Item), cells.Key(MenuColumns.Category),
            cells.Diet(MenuColumns.Diet), cells.Yes(MenuColumns.Vegan));
        if (category.Length > 0 && !_categories.Contains(category))
            cells.Wrong(MenuColumns.Category, new CategoryUnknown(category));
        if (vegan && diet != Contract.Diet.Veg) cells.Wrong(MenuColumns.Vegan, new VeganIsVeg());
        if (MenuRules.Tax(cells[MenuColumns.Tax]) is { Error: { } tax }) cells.Wrong(MenuColumns.Tax, tax);
        if (variants.Count > MenuRules.MostVariants)
            cells.Wrong(MenuColumns.Item, new TooManyParts(MenuRules.MostVariants));
        var prices = BranchPrices(cells);
        if (variants.Count > 0 && (prices.Count > 0 || cells[MenuColumns.Price].Length > 0))
            cells.Wrong(MenuColumns.Price, new PriceIsTheVariants());
        var facts = new ItemFacts(
            cells.Name(), cells.Texts(MenuColumns.Description, MenuRules.LongestDescription), diet, vegan,
            cells.Allergens(MenuColumns.Allergens),
            cells.Key(MenuColumns.Station), cells[MenuColumns.Tax], variants.Count > 0 ? variants[0].Facts.PriceMinor
            : Price(cells));
        return new(category, code, facts, cells.Yes(MenuColumns.Archived), variants, Asked(cells), prices,
            OffAt(cells));
    }

    private static long Price(Cells cells)
    {
        if (cells[MenuColumns.Price].Length == 0) cells.Wrong(MenuColumns.Price, new CellEmpty());
        return cells.Amount(MenuColumns.Price, MenuRules.Price) ?? 0;
    }

    private Dictionary<Guid, long> BranchPrices(Cells cells) =>
        _branches.Select(b => (b.Id, Price: cells.Amount(MenuColumns.PriceAt(b), MenuRules.Price)))
            .Where(b => b.Price is not null).ToDictionary(b => b.Id, b => b.Price!.Value);

    private IReadOnlyList<string> Asked(Cells cells)
    {
        var groups = cells.List(MenuColumns.Groups);
        foreach (var unknown in groups.Where(g => !_groups.Contains(g)))
            cells.Wrong(MenuColumns.Groups, new GroupUnknown(unknown));
        if (groups.Count > MenuRules.MostGroups)
            cells.Wrong(MenuColumns.Groups, new TooManyParts(MenuRules.MostGroups));
        if (groups.Distinct().Count() < groups.Count)
            cells.Wrong(MenuColumns.Groups, new MenuCodeTaken(groups.GroupBy(g => g).First(g => g.Count() > 1).Key));
        return groups;
    }

    private HashSet<Guid> OffAt(Cells cells)
    {
        var off = new HashSet<Guid>();
        foreach (var key in cells.List(MenuColumns.OffAt))
        {
            if (_branches.FirstOrDefault(b => b.Key == key) is { } branch) off.Add(branch.Id);
            else cells.Wrong(MenuColumns.OffAt, new NoSuchBranch(key));
        }
        return off;
    }
}
