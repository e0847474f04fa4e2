using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu;

/// <summary>What the menu says about a dish, the same at every branch.</summary>
/// <param name="PriceMinor">Where there are variants the first one's price takes its place.</param>
internal sealed record ItemFacts(
    LocalText Name, LocalText Description, Diet Diet, bool Vegan, Allergens Allergens, string Station,
    string TaxCategory, long PriceMinor)
{
    public Outcome<Done> Check(IReadOnlyList<string> languages)
    {
        if (MenuRules.Name(Name, languages) is { Error: { } name }) return name with { Field = nameof(Name) };
        if (MenuRules.Description(Description, languages) is { Error: { } description })
            return description with { Field = nameof(Description) };
        if (Vegan && Diet != Diet.Veg) return new VeganIsVeg { Field = nameof(Vegan) };
        if (MenuRules.Key(Station) is { Error: { } station }) return station with { Field = nameof(Station) };
        if (MenuRules.Tax(TaxCategory) is { Error: { } tax }) return tax with { Field = nameof(TaxCategory) };
        return MenuRules.Price(PriceMinor) is { Error: { } price } ? price with { Field = "Price" } : Done.It;
    }
}

/// <summary>A size or portion: half, full, bottle.</summary>
internal sealed record VariantFacts(string Code, LocalText Name, long PriceMinor)
{
    public Outcome<Done> Check(IReadOnlyList<string> languages) =>
        Done.IfAll(MenuRules.Key(Code), MenuRules.Name(Name, languages), MenuRules.Price(PriceMinor));
}

/// <summary>One thing to choose with a dish: extra butter, medium rare.</summary>
/// <param name="PriceMinor">Added to the dish; 0 for a mere wish.</param>
/// <param name="Allergens">What choosing it adds to the dish's own.</param>
internal sealed record ModifierFacts(string Code, LocalText Name, long PriceMinor, Allergens Allergens)
{
    public Outcome<Done> Check(IReadOnlyList<string> languages) =>
        Done.IfAll(MenuRules.Key(Code), MenuRules.Name(Name, languages), MenuRules.ExtraPrice(PriceMinor));
}
