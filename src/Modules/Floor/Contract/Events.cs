using Restpy.Kernel;

namespace Restpy.Floor.Contract;

/// <summary>Something that changed on the plan of the floor.</summary>
public abstract record FloorEvent(Guid SubjectId) : IEvent
{
    string IEvent.Topic => "floor";
}

public sealed record TableEdited(Guid TableId) : FloorEvent(TableId);

public sealed record TableTakenOut(Guid TableId) : FloorEvent(TableId);

public sealed record TablePutBack(Guid TableId) : FloorEvent(TableId);

public sealed record AreaAdded(Guid AreaId) : FloorEvent(AreaId);

public sealed record AreaEdited(Guid AreaId) : FloorEvent(AreaId);

public sealed record AreaTakenOut(Guid AreaId) : FloorEvent(AreaId);

public sealed record AreaPutBack(Guid AreaId) : FloorEvent(AreaId);

/// <summary>Tables were added to an area, or to a branch that had none.</summary>
public sealed record TablesAdded(Guid PlaceId, Guid BranchId) : FloorEvent(PlaceId), IEvent
{
    Guid? IEvent.InBranchId => BranchId;
}

/// <summary>All table codes of a branch were withdrawn.</summary>
public sealed record CodesRevoked(Guid BranchId) : FloorEvent(BranchId), IEvent
{
    Guid? IEvent.InBranchId => BranchId;
}

/// <summary>Tables of a branch got new codes.</summary>
public sealed record CodesReissued(Guid BranchId) : FloorEvent(BranchId), IEvent
{
    Guid? IEvent.InBranchId => BranchId;
}
