using Restpy.Kernel;

namespace Restpy.Kitchen.Contract;

/// <summary>The stations of a branch were changed.</summary>
public sealed record StationsSaved(Guid BranchId) : IEvent
{
    string IEvent.Topic => "kitchen";
    Guid IEvent.SubjectId => BranchId;
    Guid? IEvent.InBranchId => BranchId;
}

/// <summary>Something the kitchen did with a KOT.</summary>
public abstract record KotEvent(Guid KotId, Guid OrderId) : IEvent
{
    string IEvent.Topic => "kitchen";
    Guid IEvent.SubjectId => OrderId;
    Guid IEvent.RowId => KotId;
}

/// <summary>The KOT is made and left the board.</summary>
public sealed record KotBumped(Guid KotId, Guid OrderId) : KotEvent(KotId, OrderId);

/// <summary>The KOT was put back on the board.</summary>
public sealed record KotRecalled(Guid KotId, Guid OrderId) : KotEvent(KotId, OrderId);

/// <summary>A dish was struck as made, or the stroke was taken back.</summary>
public sealed record DishTicked(Guid KotId, Guid OrderId) : KotEvent(KotId, OrderId);

/// <summary>The cook has seen that a line is off.</summary>
public sealed record VoidSeen(Guid KotId, Guid OrderId) : KotEvent(KotId, OrderId);
