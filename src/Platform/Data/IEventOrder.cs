namespace Restpy.Platform.Data;

/// <summary>Answered by Events: the order in which screens and consumers hear of stored events.</summary>
internal interface IEventOrder
{
    /// <summary>Called before they are stored; gives each its place where the database commits one at a time.</summary>
    void Number(IReadOnlyList<OutboxEvent> published);

    /// <summary>Called after their commit, in the order of commits.</summary>
    void Committed(IReadOnlyList<OutboxEvent> events);
}
