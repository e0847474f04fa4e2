using Restpy.Kernel;

namespace Restpy.Ordering;

internal enum LineState
{
    /// <summary>A guest's wish that waits for a tap of the restaurant.</summary>
    Waiting,
    Sent,
    Voided,
    Rejected,
}

/// <summary>
/// One dish of an order as it was chosen: names and price are copies, because the menu changes and the order does not.
/// It is also the line of its KOT: what the kitchen ticks is what the waiter sent.
/// </summary>
[AddUntracked]
internal sealed class OrderLine : IBranchOwned
{
    private OrderLine() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid OrderId { get; private set; }
    public Guid? KotId { get; private set; }
    public int Sort { get; private init; }
    public Guid ItemId { get; private init; }
    public string Category { get; private init; } = "";
    public LocalText Name { get; private init; } = LocalText.Empty;

    /// <summary>Variant and modifiers, joined.</summary>
    public LocalText Detail { get; private init; } = LocalText.Empty;

    /// <summary>Ids of variant and modifiers, to repeat the round: "variant;modifier,modifier".</summary>
    public string Choice { get; private init; } = "";

    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string Note { get; private init; } = "";

    public int Quantity { get; private set; }
    public long UnitPriceMinor { get; private init; }
    public string TaxCategory { get; private init; } = "";
    public string Station { get; private init; } = "";
    public LineState State { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string PlacedBy { get; private init; } = "";

    /// <summary>Hash of the guest's cookie whose phone ordered it; empty for what the restaurant took down.</summary>
    [Secret]
    public string GuestKey { get; private init; } = "";
    public DateTimeOffset PlacedAt { get; private init; }
    public DateTimeOffset? TickedAt { get; private set; }

    /// <summary>Part of it is on a bill that has its number, while others of the order have none yet.</summary>
    public bool IsBilled { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string VoidedBy { get; private set; } = "";

    public string VoidReason { get; private set; } = "";
    public DateTimeOffset? VoidSeenAt { get; private set; }

    public long ValueMinor => UnitPriceMinor * Quantity;

    public static OrderLine Of(Guid branchId, Guid orderId, int sort, ChosenLine chosen, string placedBy,
        DateTimeOffset now, string guestKey = "") => new()
        {
            Id = Kernel.Id.New(), BranchId = branchId, OrderId = orderId, Sort = sort, ItemId = chosen.Item.Id,
            Category = chosen.Item.CategoryKey, Name = chosen.Item.Name,
            Detail = chosen.Detail, Choice = chosen.Choice, Note = chosen.Note, Quantity = chosen.Quantity,
            UnitPriceMinor = chosen.UnitPriceMinor,
            TaxCategory = chosen.Item.TaxCategory, Station = chosen.Item.Station, State = LineState.Waiting,
            PlacedBy = placedBy, PlacedAt = now,
            GuestKey = guestKey,
        };

    public void SendOn(Kot kot)
    {
        State = LineState.Sent;
        KotId = kot.Id;
    }

    public void Reject(string by, string reason, DateTimeOffset now)
    {
        State = LineState.Rejected;
        (VoidedBy, VoidReason, VoidedAt) = (by, reason, now);
    }

    /// <summary>
    /// Takes the line, or some of its pieces, off the order. The kitchen sees it struck through until it says so.
    /// </summary>
    /// <returns>The voided line: this one, or the part split off.</returns>
    public Outcome<OrderLine> Void(int quantity, string by, string reason, DateTimeOffset now)
    {
        if (State != LineState.Sent) return new LineIsNotOnTheOrder();
        if (IsBilled) return new DishIsBilled();
        if (quantity < 1 || quantity > Quantity) return new NotSoMany(Quantity) { Field = "quantity" };
        var off = quantity == Quantity ? this : Part(quantity);
        if (!ReferenceEquals(off, this)) Quantity -= quantity;
        off.State = LineState.Voided;
        (off.VoidedBy, off.VoidReason, off.VoidedAt) = (by, reason, now);
        return off;
    }

    /// <summary>Takes the line, or some of its pieces, over to another order; its KOT stays what it was.</summary>
    /// <returns>The line there: this one, or the part split off.</returns>
    public Outcome<OrderLine> MoveTo(Order other, int quantity)
    {
        if (State != LineState.Sent) return new LineIsNotOnTheOrder();
        if (IsBilled) return new DishIsBilled();
        if (quantity < 1 || quantity > Quantity) return new NotSoMany(Quantity) { Field = "quantity" };
        var moved = quantity == Quantity ? this : Part(quantity);
        if (!ReferenceEquals(moved, this)) Quantity -= quantity;
        moved.OrderId = other.Id;
        return moved;
    }

    /// <summary>Its order became one with another, or came out of it again.</summary>
    public void Follow(Order order) => OrderId = order.Id;

    public void Bill(bool isBilled) => IsBilled = isBilled;

    public void Tick(DateTimeOffset? at) => TickedAt = at;

    public void SeeVoid(DateTimeOffset now) => VoidSeenAt ??= now;

    private OrderLine Part(int quantity) => new()
    {
        Id = Kernel.Id.New(), RestaurantId = RestaurantId, BranchId = BranchId, OrderId = OrderId, KotId = KotId,
        Sort = Sort, ItemId = ItemId, Category = Category,
        Name = Name, Detail = Detail, Choice = Choice, Note = Note, Quantity = quantity,
        UnitPriceMinor = UnitPriceMinor, TaxCategory = TaxCategory,
        Station = Station, State = LineState.Sent, PlacedBy = PlacedBy, GuestKey = GuestKey, PlacedAt = PlacedAt,
        TickedAt = TickedAt,
    };
}

/// <summary>It stands on a numbered part of the split bill.</summary>
internal sealed record DishIsBilled() : Error(ErrorKind.Conflict);

internal sealed record LineIsNotOnTheOrder() : Error(ErrorKind.Conflict);

internal sealed record NotSoMany(int Quantity) : Error(ErrorKind.Invalid);
