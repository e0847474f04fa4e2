using Restpy.Kernel;

namespace Restpy.Staff.Contract;

/// <summary>Something that happened to a question to a second person.</summary>
public abstract record ApprovalEvent(Guid ApprovalId) : IEvent
{
    /// <summary>What screens of these events listen to.</summary>
    public const string Topic = "approvals";

    string IEvent.Topic => Topic;
    Guid IEvent.SubjectId => ApprovalId;
}

public sealed record ApprovalAsked(Guid ApprovalId) : ApprovalEvent(ApprovalId);

public sealed record ApprovalAnswered(Guid ApprovalId) : ApprovalEvent(ApprovalId);

/// <summary>The networks from which people may sign in were changed.</summary>
public sealed record NetworksChanged(Guid ListId) : IEvent
{
    /// <summary>A setting of the restaurant.</summary>
    public const string Topic = "settings";

    string IEvent.Topic => Topic;
    Guid IEvent.SubjectId => ListId;
}
