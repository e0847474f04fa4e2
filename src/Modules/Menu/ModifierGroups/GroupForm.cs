using System.Globalization;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ModifierGroups;

/// <summary>A modifier group as its form sends it.</summary>
public sealed class GroupForm
{
    public long Version { get; set; }
    public Dictionary<string, string?> Name { get; set; } = [];
    public string? Min { get; set; }
    public string? Max { get; set; }
    public List<ModifierForm> Modifiers { get; set; } = [];

    internal static GroupForm Of(ModifierGroup group, RestaurantInfo restaurant, Func<long, string> typed) => new()
    {
        Version = group.Version, Name = MenuForms.Typed(group.Name, restaurant.Languages), Min = Number(group.Min),
        Max = Number(group.Max),
        Modifiers = [.. group.Modifiers.OrderBy(m => m.Sort).Select(m => new ModifierForm
        {
            Code = m.Code, Name = MenuForms.Typed(m.Name, restaurant.Languages), Price = m.PriceMinor == 0 ? null
            : typed(m.PriceMinor), Allergens = [.. MenuWords.Of(m.Allergens)],
        })],
    };

    internal Outcome<SaveGroupRequest> Read(Guid? id, Currency currency)
    {
        if (!int.TryParse(Min, CultureInfo.InvariantCulture, out var min)) return new NotACount { Field = nameof(Min) };
        if (!int.TryParse(Max, CultureInfo.InvariantCulture, out var max)) return new NotACount { Field = nameof(Max) };
        var rows = Modifiers.Where(m => !m.IsBlank).Take(MenuRules.MostModifiers + 1).ToList();
        var codes = rows.Where(m => !string.IsNullOrEmpty(m.Code)).Select(m => m.Code!).ToHashSet();
        var modifiers = new List<ModifierFacts>();
        foreach (var row in rows)
        {
            var name = MenuForms.Text(row.Name);
            var code = string.IsNullOrEmpty(row.Code) ? MenuForms.NewKey(name, "choice", codes.Contains) : row.Code;
            codes.Add(code);
            var price = string.IsNullOrWhiteSpace(row.Price) ? 0L : Amount.Read(row.Price, currency);
            if (!price.Ok) return price.Error with { Field = nameof(Modifiers) };
            var allergens = Contract.Allergens.None;
            foreach (var word in row.Allergens)
            {
                if (!MenuWords.TryAllergen(word ?? "", out var one))
                    return new WordUnknown(word ?? "", MenuWords.AllergenWords) { Field = nameof(Modifiers) };
                allergens |= one;
            }
            modifiers.Add(new(code, name, price.Value, allergens));
        }
        return new SaveGroupRequest(id, Version, MenuForms.Text(Name), min, max, modifiers);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

public sealed class ModifierForm
{
    /// <summary>Kept with the row; a new row gets one from its name.</summary>
    public string? Code { get; set; }
    public Dictionary<string, string?> Name { get; set; } = [];
    public string? Price { get; set; }
    public List<string?> Allergens { get; set; } = [];

    internal bool IsBlank => string.IsNullOrWhiteSpace(Price) && Name.Values.All(string.IsNullOrWhiteSpace);
}
