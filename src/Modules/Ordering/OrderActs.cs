using System.Globalization;
using Restpy.Floor.Contract;
using Restpy.Kernel;

namespace Restpy.Ordering;

/// <summary>What can happen to an order. Each act refuses what its state forbids.</summary>
internal sealed partial class Order
{
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

    /// <summary>
    /// Its guests sit at another table, sit down with what they wanted to take away, or take it away.
    /// </summary>
    /// <param name="table">Null: they take it away.</param>
    public Outcome<Done> Move(TableInfo? table)
    {
        if (!IsOpen) return new OrderIsClosed(Label);
        if (State == OrderState.BillPrinted) return new BillIsPrinted(Label);
        if (Channel == OrderChannel.Training) return new PracticeStays();
        // Eaten here and taken away are taxed differently, and a part is billed already.
        if (BilledParts > 0 && (table is null) == (Channel == OrderChannel.DineIn)) return new OrderHoldsMoney(Label);
        (TableId, OpenTableId) = (table?.Id, table?.Id);
        if (table is not null) (Channel, Place) = (OrderChannel.DineIn, table.Number);
        else if (Channel == OrderChannel.DineIn)
            (Channel, Place) = (OrderChannel.Takeaway, Number.ToString(CultureInfo.InvariantCulture));
        return Done.It;
    }

    /// <summary>Its guests sit at these tables, its own first: 4+5.</summary>
    public void SitAt(IEnumerable<string> tableNumbers) => Place = string.Join('+', tableNumbers);

    /// <summary>Everything on it goes over to another order, whose guests now sit here as well.</summary>
    public Outcome<Done> MergeInto(Order other, DateTimeOffset now)
    {
        if (MayBeJoined() is { Error: { } refused }) return refused;
        if (HoldsMoney || BilledParts > 0) return new OrderHoldsMoney(Label);
        other.Covers += Covers;
        other.CallsSince ??= CallsSince;
        MergedInto = other.Id;
        State = OrderState.Completed;
        Close(now);
        return Done.It;
    }

    /// <summary>The tables are separated: it goes on by itself.</summary>
    /// <param name="from">The common order.</param>
    /// <param name="tableNumber">Its own table, at which it is alone now.</param>
    public void ComeBack(Order from, string tableNumber)
    {
        SitAt([tableNumber]);
        from.Covers = Math.Max(1, from.Covers - Covers);
        (MergedInto, State, ClosedAt, OpenTableId) = (null, OrderState.Open, null, TableId);
    }

    public Outcome<Done> MayBeJoined() => Channel != OrderChannel.DineIn ? new OnlyTablesJoin()
        : State == OrderState.BillPrinted ? new BillIsPrinted(Label) : IsOpen ? Done.It : new OrderIsClosed(Label);

    /// <summary>Another waiter serves it from now on.</summary>
    public Outcome<Done> HandTo(Guid personId, string name)
    {
        if (!IsOpen) return new OrderIsClosed(Label);
        (WaiterId, WaiterName) = (personId, name);
        return Done.It;
    }

    public void LineVoided(long valueMinor) => RunningMinor -= valueMinor;

    /// <summary>Dishes came from another order, as they were sent.</summary>
    public void AddDishes(int kots, long valueMinor)
    {
        Kots += kots;
        RunningMinor += valueMinor;
    }

    /// <summary>Dishes went over to another order.</summary>
    public void RemoveDishes(long valueMinor) => RunningMinor -= valueMinor;

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

    /// <summary>One part of its split bill has its number; the others take what is ordered still.</summary>
    public Outcome<Done> PartBilled()
    {
        if (State != OrderState.Open) return State == OrderState.BillPrinted ? new BillIsPrinted(Label)
            : new OrderIsClosed(Label);
        BilledParts++;
        return Done.It;
    }

    public void PartReopened()
    {
        BillReopened();
        BilledParts = Math.Max(0, BilledParts - 1);
    }

    public void BillBrought() => AsksBillSince = null;

    public void HoldMoney(bool holds) => HoldsMoney = holds;

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
        if (HoldsMoney || BilledParts > 0) return new OrderHoldsMoney(Label);
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
