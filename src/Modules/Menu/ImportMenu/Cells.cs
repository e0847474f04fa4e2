using System.Globalization;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

internal sealed record CellEmpty() : Error(ErrorKind.Invalid);

internal sealed record CellNotUsed(string RowKind) : Error(ErrorKind.Invalid);

internal sealed record NotACount() : Error(ErrorKind.Invalid);

internal sealed record NotYesOrNo() : Error(ErrorKind.Invalid);

/// <summary>
/// The cells of one row, read by type. A cell that cannot be read notes its problem and gives a value to go on with, so
/// that one reading finds everything that is wrong.
/// </summary>
internal sealed class Cells(int row, string[] cells, IReadOnlyDictionary<string, int> columns,
    RestaurantInfo restaurant, List<MenuProblem> problems)
{
    public int Row => row;

    public string this[string column] => columns.TryGetValue(column, out var at) && at < cells.Length ? cells[at] : "";

    public void Wrong(string column, Error error) => problems.Add(new(row, column, error));

    public string Key(string column) => Checked(column, this[column], MenuRules.Key);

    public string Code(string column) => Checked(column, this[column], MenuRules.Code);

    public LocalText Name()
    {
        var own = MenuColumns.Name(restaurant.Languages[0]);
        if (MenuRules.Tidy(this[own]).Length == 0) Wrong(own, new MenuNameMissing(restaurant.Languages[0]));
        return Texts(MenuColumns.Name, MenuRules.LongestName);
    }

    public LocalText Texts(Func<string, string> column, int longest) => new(restaurant.Languages.Select(language =>
    {
        var text = MenuRules.Tidy(this[column(language)]);
        if (MenuRules.Text(text, longest) is { Error: { } error }) Wrong(column(language), error);
        return new KeyValuePair<string, string>(language, text);
    }));

    public Diet Diet(string column)
    {
        if (!MenuWords.TryDiet(this[column], out var diet))
            Wrong(column, new WordUnknown(this[column], MenuWords.DietWords));
        return diet;
    }

    public Allergens Allergens(string column)
    {
        var all = Contract.Allergens.None;
        foreach (var word in List(column))
        {
            if (MenuWords.TryAllergen(word, out var one)) all |= one;
            else Wrong(column, new WordUnknown(word, MenuWords.AllergenWords));
        }
        return all;
    }

    public bool Yes(string column)
    {
        var word = this[column].ToLowerInvariant();
        if (word is not ("" or "yes" or "no")) Wrong(column, new NotYesOrNo());
        return word == "yes";
    }

    public int Number(string column)
    {
        if (int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        Wrong(column, this[column].Length == 0 ? new CellEmpty() : new NotACount());
        return 0;
    }

    /// <summary>An amount of the restaurant's currency, in minor units; null when the cell is empty or wrong.</summary>
    public long? Amount(string column, Func<long, Outcome<Done>> rule)
    {
        if (this[column].Length == 0) return null;
        var read = Kernel.Amount.Read(this[column], restaurant.Currency);
        var error = read.Ok ? rule(read.Value).Error : read.Error;
        if (error is null) return read.Value;
        Wrong(column, error);
        return null;
    }

    public IReadOnlyList<string> List(string column) =>
        this[column].Split(MenuColumns.Joint, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value in a column its kind has no use for is a mistake, not a note.</summary>
    public void OnlyUsed(MenuColumns known, string kind)
    {
        foreach (var column in known.All)
            if (this[column].Length > 0 && !known.Uses(kind, column)) Wrong(column, new CellNotUsed(kind));
    }

    private string Checked(string column, string value, Func<string, Outcome<Done>> rule)
    {
        if (value.Length == 0) Wrong(column, new CellEmpty());
        else if (rule(value) is { Error: { } error }) Wrong(column, error);
        return value;
    }
}
