using System.Collections.Frozen;
using Restpy.Kernel;
using Restpy.Menu.Contract.Questions;

namespace Restpy.Menu.Contract;

/// <summary>The Indian marks. Vegan is a further mark on a veg dish.</summary>
public enum Diet
{
    Veg,
    NonVeg,
    Egg,
}

/// <summary>The 14 allergens of Annex II of Regulation (EU) 1169/2011.</summary>
[Flags]
public enum Allergens
{
    None = 0,
    Gluten = 1,
    Crustaceans = 2,
    Eggs = 4,
    Fish = 8,
    Peanuts = 16,
    Soya = 32,
    Milk = 64,
    Nuts = 128,
    Celery = 256,
    Mustard = 512,
    Sesame = 1024,
    Sulphites = 2048,
    Lupin = 4096,
    Molluscs = 8192,
}

/// <summary>
/// The whole menu of one branch as sold now, ready to show and to price from. Immutable; a change makes a new one.
/// </summary>
/// <param name="Version">Grows with every change of menu, price or availability: the instant it was built, in
/// microseconds.</param>
/// <param name="Categories">In the order of the menu; those with at least one dish.</param>
/// <param name="Items">The same dishes by id. A dish that is archived or off at this branch is not among them.</param>
public sealed record BranchMenu(Guid RestaurantId, Guid BranchId, long Version, IReadOnlyList<MenuCategory> Categories,
    FrozenDictionary<Guid, MenuItem> Items);

public sealed record MenuCategory(Guid Id, string Key, LocalText Name, IReadOnlyList<MenuItem> Items);

/// <param name="Station">Key of the kitchen station that makes it.</param>
/// <param name="TaxCategory">Category of the pricing engine.</param>
/// <param name="PriceMinor">At this branch; the first variant's where there are variants.</param>
/// <param name="SoldOut">"86": shown struck through, not orderable.</param>
/// <param name="Left">Countdown: how many are left, or null.</param>
public sealed record MenuItem(
    Guid Id, string Code, Guid CategoryId, string CategoryKey, LocalText Name, LocalText Description, Diet Diet,
    bool Vegan, Allergens Allergens, string Station,
    string TaxCategory, long PriceMinor, bool SoldOut, int? Left, IReadOnlyList<MenuVariant> Variants,
    IReadOnlyList<MenuModifierGroup> Groups)
{
    /// <summary>Its photo; null where it has none.</summary>
    public Guid? PictureId { get; init; }
}

public sealed record MenuVariant(Guid Id, string Code, LocalText Name, long PriceMinor);

/// <param name="Min">How many must be chosen.</param>
/// <param name="Max">How many may be chosen.</param>
public sealed record MenuModifierGroup(
    Guid Id, string Key, LocalText Name, int Min, int Max, IReadOnlyList<MenuModifier> Modifiers);

/// <param name="PriceMinor">Added to the dish; 0 for a mere wish.</param>
public sealed record MenuModifier(Guid Id, string Code, LocalText Name, long PriceMinor, Allergens Allergens);
