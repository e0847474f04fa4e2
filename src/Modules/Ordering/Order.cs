using System.Globalization;
using Restpy.Kernel;

namespace Restpy.Ordering;

internal enum OrderState
{
    /// <summary>Made by a guest; nothing reaches the kitchen before a person of the restaurant has said yes.</summary>
    Pending,
    Open,
    BillPrinted,
    Completed,
    Cancelled,
}

/// <summary>
/// What a table (or a guest at the counter) has ordered in one visit. One open order per table: two waiters and three
/// phones add to the same one. Its state is not its payment: that belongs to the bill.
/// </summary>
[AddUntracked]
internal sealed partial class Order : IBranchOwned, IVersioned
{
    private Order() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public int Number { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public OrderChannel Channel { get; private set; }
    public Guid? TableId { get; private set; }

    /// <summary>
    /// The table while the order is open, else null: its unique index is what allows one open order per table.
    /// </summary>
    public Guid? OpenTableId { get; private set; }

    /// <summary>What tells it from the others of its channel: the table's number, or its own.</summary>
    public string Place { get; private set; } = "";

    public OrderLabel Label => new(Channel.Word(), Place);
    public OrderState State { get; private set; }
    public int Covers { get; private set; }
    public Guid? WaiterId { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string WaiterName { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string GuestName { get; private init; } = "";

    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string GuestPhone { get; private init; } = "";

    /// <summary>For a pickup: what its guest was promised.</summary>
    public DateTimeOffset? PromisedAt { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public DateTimeOffset? CallsSince { get; private set; }
    public DateTimeOffset? AsksBillSince { get; private set; }
    public bool WantsServiceCharge { get; private set; }

    /// <summary>Money was taken for it before its bill has a number: a deposit, or one of several guests.</summary>
    public bool HoldsMoney { get; private set; }

    /// <summary>How many parts of its split bill have their number, while others have none yet.</summary>
    public int BilledParts { get; private set; }

    /// <summary>How many KOTs it has; the second is an add-on.</summary>
    public int Kots { get; private set; }

    /// <summary>Running value of what was sent, before tax, for the floor tile.</summary>
    public long RunningMinor { get; private set; }
    public string CancelReason { get; private set; } = "";

    /// <summary>The order its dishes went over to when its table was joined to another; null for all others.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>Hash of the guest's cookie who began it, so that they may follow it.</summary>
    [Secret]
    public string GuestKey { get; private init; } = "";

    public bool IsOpen => ClosedAt is null;

    public static Order AtTable(NewOrder order, Guid tableId, string tableNumber, int covers) => new()
    {
        Id = Kernel.Id.New(), BranchId = order.BranchId, Number = order.Number, BusinessDate = order.BusinessDate,
        Channel = OrderChannel.DineIn, TableId = tableId, OpenTableId = tableId,
        Place = tableNumber, Covers = covers, OpenedAt = order.OpenedAt, State = OrderState.Open,
        GuestKey = order.GuestKey,
    };

    public static Order ToTakeAway(NewOrder order, OrderChannel channel, string guestName, string guestPhone) => new()
    {
        Id = Kernel.Id.New(), BranchId = order.BranchId, Number = order.Number, BusinessDate = order.BusinessDate,
        Channel = channel,
        Place = order.Number.ToString(CultureInfo.InvariantCulture), GuestName = guestName, GuestPhone = guestPhone,
        OpenedAt = order.OpenedAt,
        State = channel == OrderChannel.Pickup ? OrderState.Pending : OrderState.Open, GuestKey = order.GuestKey,
    };
}

internal sealed record BillIsPrinted(OrderLabel Order) : Error(ErrorKind.Conflict);

internal sealed record OrderHoldsMoney(OrderLabel Order) : Error(ErrorKind.Conflict);

internal sealed record OrderIsClosed(OrderLabel Order) : Error(ErrorKind.Conflict);

internal sealed record PracticeStays() : Error(ErrorKind.Conflict);

internal sealed record OnlyTablesJoin() : Error(ErrorKind.Conflict);

/// <summary>What every new order has.</summary>
/// <param name="GuestKey">Of the phone that began it; empty where staff did.</param>
internal sealed record NewOrder(
    Guid BranchId, int Number, DateOnly BusinessDate, DateTimeOffset OpenedAt, string GuestKey);
