using Restpy.Kernel;

namespace Restpy.Ordering;

/// <summary>
/// A dish in a guest's basket, kept on the server so that the menu needs no script. Prices are never stored here.
/// </summary>
[NotAudited("A guest's wish before it is an order; goes away when the order is placed.")]
internal sealed class BasketLine : IBranchOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public Guid BranchId { get; init; }

    /// <summary>Hash of the guest's cookie.</summary>
    [Secret]
    public string GuestKey { get; init; } = "";
    public Guid ItemId { get; init; }
    public string Choice { get; init; } = "";

    [PersonalData(PersonalDataCategory.Guest, KeptFor.UntilUnused)]
    public string Note { get; init; } = "";

    public int Quantity { get; set; }
    public DateTimeOffset At { get; init; }
}
