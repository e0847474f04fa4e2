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
internal sealed class Order : IBranchOwned, IVersioned
{
    private Order() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public int Number { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public OrderChannel Channel { get; private init; }
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

    /// <summary>How many KOTs it has; the second is an add-on.</summary>
    public int Kots { get; private set; }

    /// <summary>Running value of what was sent, before tax, for the floor tile.</summary>
    public long RunningMinor { get; private set; }
    public string CancelReason { get; private set; } = "";

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

    public Outcome<Done> MayTakeLines() => State switch
    {
        OrderState.Open or OrderState.Pending => Done.It,
        OrderState.BillPrinted => new BillIsPrinted(Label),
        _ => new OrderIsClosed(Label),
    };

    public void Wait() => State = OrderState.Pending;

    public void ServedBy(Guid personId, string name)
    {
        if (WaiterId is not null) return;
        WaiterId = personId;
        WaiterName = name;
    }

    /// <summary>Lines went to the kitchen: the order runs.</summary>
    public void Sent(int kots, long valueMinor)
    {
        State = OrderState.Open;
        Kots += kots;
        RunningMinor += valueMinor;
    }

    public void LineVoided(long valueMinor) => RunningMinor -= valueMinor;

    public void Seat(int covers) => Covers = covers;

    public void Promise(DateTimeOffset at) => PromisedAt = at;

    public void CallWaiter(DateTimeOffset now) => CallsSince ??= now;

    public void AskForBill(DateTimeOffset now, bool withServiceCharge)
    {
        AsksBillSince ??= now;
        WantsServiceCharge = withServiceCharge;
    }

    /// <summary>With the order itself, before the bill is asked for; only ever by the guest.</summary>
    public void AgreeToServiceCharge() => WantsServiceCharge = true;

    public void Attended() => CallsSince = null;

    public Outcome<Done> BillPrinted()
    {
        if (State is not (OrderState.Open or OrderState.BillPrinted)) return new OrderIsClosed(Label);
        State = OrderState.BillPrinted;
        AsksBillSince = null;
        return Done.It;
    }

    public void BillReopened()
    {
        if (State == OrderState.BillPrinted) State = OrderState.Open;
    }

    /// <summary>Paid in full; a table is cleared at once, a pickup waits for its guest.</summary>
    public void Paid(DateTimeOffset now)
    {
        PaidAt = now;
        State = OrderState.Completed;
        Close(now);
    }

    public Outcome<Done> Cancel(string reason, DateTimeOffset now)
    {
        if (!IsOpen) return new OrderIsClosed(Label);
        if (State == OrderState.BillPrinted) return new BillIsPrinted(Label);
        State = OrderState.Cancelled;
        CancelReason = reason;
        Close(now);
        return Done.It;
    }

    private void Close(DateTimeOffset now)
    {
        ClosedAt = now;
        OpenTableId = null;
        CallsSince = null;
        AsksBillSince = null;
    }
}

internal sealed record BillIsPrinted(OrderLabel Order) : Error(ErrorKind.Conflict);

internal sealed record OrderIsClosed(OrderLabel Order) : Error(ErrorKind.Conflict);

/// <summary>What every new order has.</summary>
/// <param name="GuestKey">Of the phone that began it; empty where staff did.</param>
internal sealed record NewOrder(
    Guid BranchId, int Number, DateOnly BusinessDate, DateTimeOffset OpenedAt, string GuestKey);
