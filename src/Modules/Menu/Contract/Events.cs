using Restpy.Kernel;

namespace Restpy.Menu.Contract;

/// <summary>Something that changed on the menu of a branch.</summary>
public abstract record MenuEvent(Guid SubjectId, Guid BranchId) : IEvent
{
    string IEvent.Topic => "menu";
    Guid? IEvent.InBranchId => BranchId;
}

public sealed record MenuImported(Guid RestaurantId, Guid BranchId) : MenuEvent(RestaurantId, BranchId);

public sealed record CategoriesSaved(Guid RestaurantId, Guid BranchId) : MenuEvent(RestaurantId, BranchId);

public sealed record DishSaved(Guid DishId, Guid BranchId) : MenuEvent(DishId, BranchId);

public sealed record ModifierGroupSaved(Guid GroupId, Guid BranchId) : MenuEvent(GroupId, BranchId);

public sealed record ModifierGroupRemoved(Guid GroupId, Guid BranchId) : MenuEvent(GroupId, BranchId);

/// <summary>Something that changed in the stock of a dish in a branch.</summary>
public abstract record StockEvent(Guid StockId, Guid ItemId, Guid BranchId) : MenuEvent(ItemId, BranchId), IEvent
{
    Guid IEvent.RowId => StockId;
}

public sealed record ItemSoldOut(Guid StockId, Guid ItemId, Guid BranchId) : StockEvent(StockId, ItemId, BranchId);

public sealed record ItemBackOnSale(Guid StockId, Guid ItemId, Guid BranchId) : StockEvent(StockId, ItemId, BranchId);

/// <summary>Staff set how many portions are left.</summary>
public sealed record CountdownSet(Guid StockId, Guid ItemId, Guid BranchId) : StockEvent(StockId, ItemId, BranchId);

/// <summary>An order took some of the portions that are left.</summary>
public sealed record CountdownTaken(Guid StockId, Guid ItemId, Guid BranchId) : StockEvent(StockId, ItemId, BranchId);

/// <summary>An order gave back what it had taken.</summary>
public sealed record CountdownGivenBack(Guid StockId, Guid ItemId, Guid BranchId)
    : StockEvent(StockId, ItemId, BranchId);
