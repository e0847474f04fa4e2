using Restpy.Kernel;

namespace Restpy.Ordering.Contract;

/// <summary>Something that happened to an order.</summary>
public abstract record OrderEvent(Guid OrderId) : IEvent
{
    string IEvent.Topic => "orders";
    Guid IEvent.SubjectId => OrderId;
}

/// <summary>A table was opened for guests who have not ordered yet.</summary>
public sealed record TableSeated(Guid OrderId) : OrderEvent(OrderId);

/// <summary>A round went to the kitchen.</summary>
public sealed record OrderSent(Guid OrderId) : OrderEvent(OrderId);

/// <summary>A guest's round waits for a person of the restaurant to say yes.</summary>
public sealed record GuestOrderWaits(Guid OrderId) : OrderEvent(OrderId);

/// <summary>A person of the restaurant said no to a guest's round.</summary>
public sealed record OrderRejected(Guid OrderId) : OrderEvent(OrderId);

/// <summary>Its guests sit somewhere else now, or take it away.</summary>
public sealed record OrderMoved(Guid OrderId) : OrderEvent(OrderId);

/// <summary>Dishes of it went to another order, or came from one.</summary>
public sealed record DishesMoved(Guid OrderId) : OrderEvent(OrderId);

/// <summary>Guests of the order sit at one more table.</summary>
public sealed record TablesJoined(Guid OrderId) : OrderEvent(OrderId);

/// <summary>A table that was joined to the order stands alone again.</summary>
public sealed record TablesSeparated(Guid OrderId) : OrderEvent(OrderId);

/// <summary>All of its dishes are on another order now, whose guests sit at its table as well.</summary>
public sealed record OrderMerged(Guid OrderId) : OrderEvent(OrderId);

/// <summary>Another waiter serves it.</summary>
public sealed record OrderHandedOver(Guid OrderId) : OrderEvent(OrderId);

public sealed record OrderCancelled(Guid OrderId) : OrderEvent(OrderId);

public sealed record LineVoided(Guid OrderId) : OrderEvent(OrderId);

public sealed record OrderPaid(Guid OrderId) : OrderEvent(OrderId);

/// <summary>The order's bill was printed: nothing is added to it any more.</summary>
public sealed record OrderBilled(Guid OrderId) : OrderEvent(OrderId), IEvent
{
    string IEvent.Name => "BillPrinted";
}

/// <summary>The order's bill was taken back: it may be added to again.</summary>
public sealed record OrderReopened(Guid OrderId) : OrderEvent(OrderId), IEvent
{
    string IEvent.Name => "BillReopened";
}

/// <summary>A guest asked for a waiter.</summary>
public sealed record WaiterCalled(Guid OrderId) : OrderEvent(OrderId);

/// <summary>A guest asked for the bill.</summary>
public sealed record BillAsked(Guid OrderId) : OrderEvent(OrderId);

/// <summary>Somebody went to the table that called.</summary>
public sealed record CallAttended(Guid OrderId) : OrderEvent(OrderId);

/// <summary>The dishes of a KOT were brought to the table.</summary>
public sealed record KotServed(Guid KotId, Guid OrderId) : IEvent
{
    string IEvent.Topic => "orders";
    Guid IEvent.SubjectId => OrderId;
    Guid IEvent.RowId => KotId;
}
