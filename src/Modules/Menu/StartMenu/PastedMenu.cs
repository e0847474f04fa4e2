using Restpy.Billing.Contract.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;

namespace Restpy.Menu.StartMenu;

internal sealed record NothingPasted() : Error(ErrorKind.Invalid);

internal sealed record TooManyPasted(int Max) : Error(ErrorKind.Invalid);

/// <param name="Line">Counts from one.</param>
internal sealed record PastedLineUnreadable(int Line, string Text) : Error(ErrorKind.Invalid);

internal sealed record PastedPriceUnreadable(int Line, string Price) : Error(ErrorKind.Invalid);

/// <summary>
/// Dishes typed or pasted from a spreadsheet, one a line: name, category, price. Cells are cut at tabs, else at semicolons,
/// else at commas; a first line of headings is left out.
/// </summary>
internal static class PastedMenu
{
    private const int Most = 500;

    /// <param name="text">As pasted.</param>
    /// <param name="house">Its language names the dishes, its currency reads the prices.</param>
    /// <param name="rows">What is on the menu already: dishes of the same name are left as they are.</param>
    /// <param name="station">Key of the station that makes everything new.</param>
    public static Outcome<MenuSheet> Read(string? text, RestaurantInfo house, MenuRows rows, string station)
    {
        var lines = (text ?? "").Split('\n').Select((line, i) => (Text: line.Trim('\r', ' '), Number: i + 1)).Where(l => l.Text.Length > 0).ToList();
        if (lines.Count == 0) return new NothingPasted { Field = "Text" };
        if (lines.Count > Most) return new TooManyPasted(Most) { Field = "Text" };
        var separator = lines[0].Text.Contains('\t') ? '\t' : lines[0].Text.Contains(';') ? ';' : ',';
        if (Cells(lines[0].Text, separator) is { } first && !Amount.Read(first.Price, house.Currency).Ok && !first.Price.Any(char.IsDigit)) lines.RemoveAt(0);
        var (categories, items) = (new List<SheetCategory>(), new List<SheetItem>());
        var codes = rows.Items.Select(i => i.Code).ToHashSet();
        var names = rows.Items.Select(i => i.Name.In(house.Languages[0])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, number) in lines)
        {
            if (Cells(line, separator) is not { } cells) return new PastedLineUnreadable(number, Shown(line)) { Field = "Text" };
            var price = Amount.Read(cells.Price, house.Currency);
            if (price.Error is AmountAmbiguous two) return two with { Field = "Text" };
            if (!price.Ok) return new PastedPriceUnreadable(number, Shown(cells.Price)) { Field = "Text" };
            if (!names.Add(cells.Name)) continue;
            var category = Category(cells.Category, house, rows, categories, station);
            items.Add(new(
                category, Code(codes), new(Text(house, cells.Name), LocalText.Empty, Diet.NonVeg, false, Allergens.None, station, TaxCategory.Food, price.Value),
                false, [], [], new Dictionary<Guid, long>(), new HashSet<Guid>()));
        }
        return new MenuSheet(categories, [], items);
    }

    private static string Category(string typed, RestaurantInfo house, MenuRows rows, List<SheetCategory> added, string station)
    {
        var own = house.Languages[0];
        if (rows.Categories.Find(c => Same(c.Name.In(own), typed)) is { } known) return known.Key;
        if (added.Find(c => Same(c.Name.In(own), typed)) is { } before) return before.Key;
        var name = Text(house, typed);
        var key = MenuForms.NewKey(name, "category", k => rows.Categories.Exists(c => c.Key == k) || added.Exists(c => c.Key == k));
        added.Add(new(key, name, station));
        return key;
    }

    private static string Code(HashSet<string> codes)
    {
        for (var n = codes.Count + 1; ; n++)
            if (codes.Add($"{n}")) return $"{n}";
    }

    private static (string Name, string Category, string Price)? Cells(string line, char separator)
    {
        var cells = line.Split(separator, StringSplitOptions.TrimEntries).Select(c => c.Trim('"')).ToArray();
        // "Soup, Starters, 12,50": the price itself has a comma.
        if (separator == ',' && cells.Length == 4 && cells[2].All(char.IsDigit) && cells[3].Length <= 2 && cells[3].All(char.IsDigit)) cells = [cells[0], cells[1], $"{cells[2]},{cells[3]}"];
        return cells.Length == 3 && cells.All(c => c.Length > 0) ? (MenuRules.Tidy(cells[0]), MenuRules.Tidy(cells[1]), cells[2]) : null;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static LocalText Text(RestaurantInfo house, string text) => new([new KeyValuePair<string, string>(house.Languages[0], text)]);

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40];
}
