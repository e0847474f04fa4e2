namespace Restpy.Kernel;

/// <summary>
/// Something that happened, told after the commit that made it happen: a record in <c>Contract/Events.cs</c> of the
/// module it happened in. Its own properties are ids, never content: who wants the content asks for it, and is
/// authorised there.
/// </summary>
public interface IEvent
{
    /// <summary>What screens listen to: orders, kitchen, floor, menu, bills.</summary>
    string Topic { get; }

    /// <summary>What the screens of that topic know it by.</summary>
    Guid SubjectId { get; }

    /// <summary>
    /// The row it tells of: the event carries the version with which that row is saved, and its branch.
    /// </summary>
    Guid RowId => SubjectId;

    /// <summary>The branch, where it is neither that of the row nor that of the work.</summary>
    Guid? InBranchId => null;

    /// <summary>Stored and public, in past tense.</summary>
    string Name => GetType().Name;

    /// <summary>A second topic whose screens show it, and what they know it by.</summary>
    EventSubject? AlsoOn => null;
}

/// <summary>An event that may happen without a restaurant: a mail of a person who belongs to none.</summary>
public interface IPlatformEvent : IEvent;

/// <param name="Topic">What screens listen to.</param>
/// <param name="Id">What they know it by.</param>
public sealed record EventSubject(string Topic, Guid Id)
{
    /// <summary>What that topic calls the event, where it is not the event's own name.</summary>
    public string? Name { get; init; }
}
