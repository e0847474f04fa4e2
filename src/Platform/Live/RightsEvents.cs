using Restpy.Kernel;

namespace Restpy.Platform.Live;

/// <summary>What somebody may do has changed: open streams ask again whether they may go on.</summary>
public abstract record RightsEvent(Guid SubjectId) : IEvent
{
    string IEvent.Topic => LiveStream.RightsTopic;
}

/// <summary>The rights of members changed; one event for all of a use case.</summary>
public sealed record RightsChanged(Guid MemberId) : RightsEvent(MemberId);

/// <summary>One person or one tablet was signed out, or one token ended.</summary>
public sealed record SignedOut(Guid SubjectId) : RightsEvent(SubjectId), IEvent
{
    string IEvent.Name => LiveStream.Left;
}

/// <summary>Codes of tables of this branch were withdrawn.</summary>
public sealed record CodesEnded(Guid SubjectId, Guid BranchId) : RightsEvent(SubjectId), IEvent
{
    Guid? IEvent.InBranchId => BranchId;
}
