using System.Globalization;
using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Ordering;

/// <summary>One line as a client asks for it: ids and a wish, never a price.</summary>
public sealed record LineRequest(
    Guid ItemId, Guid? VariantId, IReadOnlyList<Guid>? ModifierIds, int Quantity, string? Note);

/// <summary>A line whose ids are known, whose choices are complete, and whose price is the menu's.</summary>
internal sealed record ChosenLine(
    MenuItem Item, LocalText Detail, string Choice, long UnitPriceMinor, int Quantity, string Note)
{
    public long ValueMinor => UnitPriceMinor * Quantity;
}

internal sealed record DishNotOnMenu() : Error(ErrorKind.NotFound);

internal sealed record DishSoldOut(LocalText Dish) : Error(ErrorKind.Conflict);

internal sealed record VariantMissing(LocalText Dish) : Error(ErrorKind.Invalid);

internal sealed record ChoiceIncomplete(LocalText Dish, LocalText Group, int Min, int Max) : Error(ErrorKind.Invalid);

internal sealed record ModifierTwice(LocalText Dish) : Error(ErrorKind.Invalid);

internal sealed record QuantityOutOfRange(int Max) : Error(ErrorKind.Invalid);

internal sealed record NoteTooLong(int Max) : Error(ErrorKind.Invalid);

internal sealed record NothingOrdered() : Error(ErrorKind.Invalid);

internal sealed record TooManyLines(int Max) : Error(ErrorKind.Invalid);

/// <summary>
/// Turns what was asked for into what the menu sells. The one way a line gets its price, for every channel.
/// </summary>
internal static class DishSelection
{
    public const int MaxQuantity = 50;
    public const int MaxLines = 60;
    public const int MaxNote = 140;

    public static Outcome<List<ChosenLine>> All(BranchMenu menu, IReadOnlyList<LineRequest>? requests)
    {
        if (requests is null || requests.Count == 0) return new NothingOrdered();
        if (requests.Any(r => r is null)) return new DishNotOnMenu() { Field = "lines" };
        if (requests.Count > MaxLines) return new TooManyLines(MaxLines);
        var chosen = new List<ChosenLine>(requests.Count);
        foreach (var request in requests)
        {
            var line = One(menu, request);
            if (!line.Ok) return line.Error;
            chosen.Add(line.Value);
        }
        return chosen;
    }

    public static Outcome<ChosenLine> One(BranchMenu menu, LineRequest request)
    {
        if (!menu.Items.TryGetValue(request.ItemId, out var item)) return new DishNotOnMenu();
        if (item.SoldOut || item.Left < request.Quantity) return new DishSoldOut(item.Name);
        if (request.Quantity is < 1 or > MaxQuantity) return new QuantityOutOfRange(MaxQuantity) { Field = "quantity" };
        var note = CleanText.Line(request.Note);
        if (note.Length > MaxNote) return new NoteTooLong(MaxNote) { Field = "note" };
        var variant = item.Variants.FirstOrDefault(v => v.Id == request.VariantId);
        if (item.Variants.Count > 0 ? variant is null : request.VariantId is not null)
            return new VariantMissing(item.Name) { Field = "variantId" };
        var modifiers = Modifiers(item, request.ModifierIds ?? []);
        if (!modifiers.Ok) return modifiers.Error;
        var price = (variant?.PriceMinor ?? item.PriceMinor) + modifiers.Value.Sum(m => m.PriceMinor);
        return new ChosenLine(item, Detail(variant, modifiers.Value),
            Encode(variant?.Id, modifiers.Value.Select(m => m.Id)), price, request.Quantity, note);
    }

    /// <summary>The request that made this line, from what is stored with it.</summary>
    public static LineRequest Again(Guid itemId, string choice, int quantity, string note)
    {
        var parts = choice.Split(';');
        var variant = parts[0].Length > 0 ? (Guid?)Guid.Parse(parts[0]) : null;
        var modifiers = parts.Length > 1 && parts[1].Length > 0 ? parts[1].Split(',').Select(Guid.Parse).ToList() : [];
        return new(itemId, variant, modifiers, quantity, note);
    }

    private static Outcome<List<MenuModifier>> Modifiers(MenuItem item, IReadOnlyList<Guid> wanted)
    {
        // Charged once it would be a gift nobody sees; charged twice, what a stale script never meant.
        if (wanted.Distinct().Count() < wanted.Count) return new ModifierTwice(item.Name) { Field = "modifierIds" };
        var chosen = new List<MenuModifier>();
        foreach (var group in item.Groups)
        {
            var here = group.Modifiers.Where(m => wanted.Contains(m.Id)).ToList();
            if (here.Count < group.Min || here.Count > group.Max)
                return new ChoiceIncomplete(item.Name, group.Name, group.Min, group.Max) { Field = "modifierIds" };
            chosen.AddRange(here);
        }
        // An id that belongs to no group of this dish is a stale page or an attempt; either way it is not ignored.
        if (wanted.Any(id => chosen.All(m => m.Id != id))) return new DishNotOnMenu() { Field = "modifierIds" };
        return chosen;
    }

    private static string Encode(Guid? variant, IEnumerable<Guid> modifiers) =>
        string.Create(CultureInfo.InvariantCulture, $"{variant};{string.Join(',', modifiers)}");

    private static LocalText Detail(MenuVariant? variant, List<MenuModifier> modifiers)
    {
        LocalText[] parts = variant is null ? [.. modifiers.Select(m => m.Name)]
            : [variant.Name, .. modifiers.Select(m => m.Name)];
        if (parts.Length == 0) return LocalText.Empty;
        var languages = parts.SelectMany(p => p.Texts.Keys).Distinct();
        return new(languages.Select(l => KeyValuePair.Create(l, string.Join(" · ", parts.Select(p => p.In(l))))));
    }
}
