using Restpy.Menu.Contract;
using Restpy.Ordering.GuestPages;

namespace Restpy.Ordering.GuestDish;

/// <summary>
/// What a guest has filled in for a dish, right or wrong: the page shows it again beside what is to mend.
/// </summary>
internal sealed record DishFormValues(Guid? VariantId, IReadOnlyList<Guid> ModifierIds, int Quantity, string Note)
{
    /// <summary>The variant whose price stands on the card; nothing else is chosen for anybody.</summary>
    public static DishFormValues Fresh(MenuItem dish) =>
        new(dish.Variants.Count > 0 ? dish.Variants[0].Id : null, [], 1, "");

    /// <summary>Every field that begins with "mod" is a choice; radios leave theirs empty for "no wish".</summary>
    public static DishFormValues From(GuestForm.Fields fields) => new(
        fields.Id("variant"),
        [.. fields.Form.Where(f => f.Key.StartsWith("mod", StringComparison.Ordinal)).SelectMany(f => f.Value)
            .Where(v => !string.IsNullOrEmpty(v)).Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty)],
        fields.Number("quantity"), fields.Text("note"));

    public LineRequest Request(Guid itemId) => new(itemId, VariantId, ModifierIds, Quantity, Note);
}
