using Restpy.Kernel;

namespace Restpy.Tenancy.Contract;

/// <summary>Settings of a restaurant that changed.</summary>
public abstract record RestaurantEvent(Guid RestaurantId) : IEvent
{
    string IEvent.Topic => "settings";
    Guid IEvent.SubjectId => RestaurantId;
}

public sealed record RestaurantChanged(Guid RestaurantId) : RestaurantEvent(RestaurantId);

/// <summary>A step of the owner's first steps was marked.</summary>
public sealed record GuideMarked(Guid RestaurantId) : RestaurantEvent(RestaurantId);

/// <summary>Settings of a branch that changed.</summary>
public abstract record BranchEvent(Guid BranchId) : IEvent
{
    string IEvent.Topic => "settings";
    Guid IEvent.SubjectId => BranchId;
    Guid? IEvent.InBranchId => BranchId;
}

public sealed record BranchOpened(Guid BranchId) : BranchEvent(BranchId);

public sealed record BranchChanged(Guid BranchId) : BranchEvent(BranchId);

/// <summary>Guests cannot order for a while.</summary>
public sealed record OrdersPaused(Guid BranchId) : BranchEvent(BranchId);

public sealed record OrdersResumed(Guid BranchId) : BranchEvent(BranchId);
