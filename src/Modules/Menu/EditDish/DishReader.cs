using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.EditDish;

/// <summary>Reads what was typed into the dish form; the first thing that is not readable stops it.</summary>
internal sealed class DishReader(RestaurantInfo restaurant, IReadOnlyList<BranchInfo> branches)
{
    private Error? _error;

    public Outcome<SheetItem> Read(DishForm form)
    {
        var variants = Variants([.. form.Variants.Where(v => !v.IsBlank).Take(MenuRules.MostVariants + 1)]);
        var diet = MenuWords.TryDiet(form.Diet ?? "", out var known) ? known
            : Refuse<Diet>(nameof(form.Diet), new WordUnknown(form.Diet ?? "", MenuWords.DietWords));
        var price = variants.Count > 0 ? variants[0].Facts.PriceMinor : Amount(form.Price, nameof(form.Price));
        var facts = new ItemFacts(
            MenuForms.Text(form.Name), MenuForms.Text(form.Description), diet, form.Vegan, Allergens(form),
            MenuRules.Tidy(form.Station).ToLowerInvariant(), form.Tax ?? "", price);
        var here = form.Branches.Where(b => branches.Any(known => known.Key == b.Key)).DistinctBy(b => b.Key).ToList();
        var dish = new SheetItem(
            form.Category ?? "", MenuRules.Tidy(form.Code).ToUpperInvariant(), facts, form.Archived, variants,
            [.. form.Groups.Where(g => !string.IsNullOrEmpty(g)).Select(g => g!).Distinct()],
            variants.Count > 0 ? new Dictionary<Guid, long>()
            : Prices(here.ToDictionary(b => b.Key!, b => b.Price), "Branches"),
            branches.Where(b => here.Exists(h => h.Key == b.Key && !h.On)).Select(b => b.Id).ToHashSet());
        return _error is { } error ? error : dish;
    }

    private List<SheetVariant> Variants(List<VariantForm> rows)
    {
        var codes = rows.Where(r => !string.IsNullOrEmpty(r.Code)).Select(r => r.Code!).ToHashSet();
        var variants = new List<SheetVariant>();
        foreach (var row in rows)
        {
            var name = MenuForms.Text(row.Name);
            var code = string.IsNullOrEmpty(row.Code) ? MenuForms.NewKey(name, "variant", codes.Contains) : row.Code;
            codes.Add(code);
            variants.Add(new(new(code, name, Amount(row.Price, nameof(DishForm.Variants))),
                Prices(row.At, nameof(DishForm.Variants))));
        }
        return variants;
    }

    private Dictionary<Guid, long> Prices(IReadOnlyDictionary<string, string?> typed, string field)
    {
        var prices = new Dictionary<Guid, long>();
        foreach (var branch in branches)
            if (typed.TryGetValue(branch.Key, out var text) && !string.IsNullOrWhiteSpace(text))
                prices[branch.Id] = Amount(text, field);
        return prices;
    }

    private long Amount(string? typed, string field) =>
        Kernel.Amount.Read(typed, restaurant.Currency) is { Ok: true } read ? read.Value
            : Refuse<long>(field, Kernel.Amount.Read(typed, restaurant.Currency).Error!);

    private Allergens Allergens(DishForm form)
    {
        var all = Contract.Allergens.None;
        foreach (var word in form.Allergens)
            all |= MenuWords.TryAllergen(word ?? "", out var one) ? one
                : Refuse<Allergens>(nameof(form.Allergens), new WordUnknown(word ?? "", MenuWords.AllergenWords));
        return all;
    }

    private T Refuse<T>(string field, Error error) where T : struct
    {
        _error ??= error with { Field = field };
        return default;
    }
}
