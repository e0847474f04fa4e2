using Restpy.Kernel;

namespace Restpy.Kitchen.Contract;

/// <summary>The stations of a branch were changed.</summary>
public sealed record StationsSaved(Guid BranchId) : IEvent
{
    string IEvent.Topic => "kitchen";
    Guid IEvent.SubjectId => BranchId;
    Guid? IEvent.InBranchId => BranchId;
}
