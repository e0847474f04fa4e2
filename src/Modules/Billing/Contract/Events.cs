using Restpy.Kernel;

namespace Restpy.Billing.Contract;

/// <summary>Something that happened to a bill.</summary>
public abstract record BillEvent(Guid BillId) : IEvent
{
    string IEvent.Topic => "bills";
    Guid IEvent.SubjectId => BillId;
}

/// <summary>The order of an open bill sits at another table now.</summary>
public sealed record BillMoved(Guid BillId) : BillEvent(BillId);

/// <summary>Something that changes the tile of the bill's table as well.</summary>
public abstract record BillAtTableEvent(Guid BillId, Guid OrderId) : BillEvent(BillId), IEvent
{
    EventSubject? IEvent.AlsoOn => new("floor", OrderId);
}

public sealed record BillOpened(Guid BillId) : BillEvent(BillId);

/// <summary>The bill was issued with a number.</summary>
public sealed record BillPrinted(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

/// <summary>What is due was printed for the guests, without a number.</summary>
public sealed record ProformaPrinted(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

/// <summary>The printed bill was taken back from the guests.</summary>
public sealed record ProformaWithdrawn(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

/// <summary>The bill was split into parts, or its parts were put together again.</summary>
public sealed record BillWasSplit(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

public sealed record BillReprinted(Guid BillId) : BillEvent(BillId);

public sealed record BillPartPaid(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

/// <summary>How it was paid was written down wrongly, and is corrected.</summary>
public sealed record TenderCorrected(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

public sealed record BillPaid(Guid BillId, Guid OrderId) : BillAtTableEvent(BillId, OrderId);

/// <summary>A training bill was paid: only the floor screen is told.</summary>
public sealed record TrainingBillPaid(Guid BillId, Guid OrderId) : IEvent
{
    string IEvent.Topic => "floor";
    Guid IEvent.SubjectId => OrderId;
    Guid IEvent.RowId => BillId;
    string IEvent.Name => "BillPaid";
}

public sealed record BillVoided(Guid BillId) : BillEvent(BillId);

/// <param name="Reopens">The credit note takes the whole bill back, and the order may be billed again.</param>
public sealed record CreditNoteIssued(Guid BillId, Guid OrderId, bool Reopens) : BillEvent(BillId), IEvent
{
    EventSubject? IEvent.AlsoOn => new("floor", OrderId) { Name = Reopens ? "BillReopened" : null };
}

public sealed record TipSet(Guid BillId) : BillEvent(BillId);

public sealed record ServiceChargeAsked(Guid BillId) : BillEvent(BillId);

public sealed record LineComplimented(Guid BillId) : BillEvent(BillId);

public sealed record DiscountGiven(Guid BillId) : BillEvent(BillId);

/// <summary>The bill names its buyer.</summary>
public sealed record BuyerNamed(Guid BillId) : BillEvent(BillId);

/// <summary>Something that happened to the cash drawer of a branch.</summary>
public abstract record DrawerEvent(Guid SessionId) : IEvent
{
    string IEvent.Topic => "bills";
    Guid IEvent.SubjectId => SessionId;
}

public sealed record DrawerOpened(Guid SessionId) : DrawerEvent(SessionId);

/// <summary>The drawer was counted before its first payment.</summary>
public sealed record FloatStated(Guid SessionId) : DrawerEvent(SessionId);

/// <summary>Cash was paid in, paid out or dropped into the safe.</summary>
public sealed record CashMoved(Guid SessionId) : DrawerEvent(SessionId);

public sealed record DayClosed(Guid ReportId, Guid BranchId) : IEvent
{
    string IEvent.Topic => "bills";
    Guid IEvent.SubjectId => ReportId;
    Guid? IEvent.InBranchId => BranchId;
}
