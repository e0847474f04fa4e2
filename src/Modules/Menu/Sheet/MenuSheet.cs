using Restpy.Kernel;

namespace Restpy.Menu.Sheet;

/// <summary>
/// What a menu, or a part of it, shall be. The import, the editor and the demo say it in this form and one writer makes
/// it so. What the sheet does not name stays as it is; what it names becomes exactly this.
/// </summary>
internal sealed record MenuSheet(
    IReadOnlyList<SheetCategory> Categories, IReadOnlyList<SheetGroup> Groups, IReadOnlyList<SheetItem> Items);

internal sealed record SheetCategory(string Key, LocalText Name, string Station);

internal sealed record SheetGroup(string Key, LocalText Name, int Min, int Max, IReadOnlyList<ModifierFacts> Modifiers);

/// <param name="Groups">Keys of the modifier groups, in the order they are asked.</param>
/// <param name="BranchPrices">By branch; empty where there are variants, which carry their own.</param>
/// <param name="OffAt">Branches whose menu is without it.</param>
internal sealed record SheetItem(
    string Category, string Code, ItemFacts Facts, bool Archived, IReadOnlyList<SheetVariant> Variants,
    IReadOnlyList<string> Groups,
    IReadOnlyDictionary<Guid, long> BranchPrices, IReadOnlySet<Guid> OffAt);

internal sealed record SheetVariant(VariantFacts Facts, IReadOnlyDictionary<Guid, long> BranchPrices);

internal sealed record CategoryUnknown(string Value) : Error(ErrorKind.Invalid);

internal sealed record GroupUnknown(string Value) : Error(ErrorKind.Invalid);

/// <summary>No branch has a kitchen station of this key.</summary>
internal sealed record StationUnknown(string Value) : Error(ErrorKind.Invalid);

internal sealed record PriceIsTheVariants() : Error(ErrorKind.Invalid);
