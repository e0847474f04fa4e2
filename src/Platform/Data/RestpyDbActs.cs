using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>What a use case says of itself: for the activity log, for screens and for other modules.</summary>
public sealed partial class RestpyDb
{
    /// <summary>
    /// Says what this use case did, for the activity log, after it was done: of several acts each tells of what changed
    /// since the one before. A change of a tenant row without an act is refused.
    /// </summary>
    public void Act(string action, ITenantOwned subject, string label = "", string? reason = null) =>
        _acts.Add(this, new(action, subject.GetType().Name, subject.Id, label, reason, subject));

    public void Act(string action, string objectType, Guid objectId, string label = "", string? reason = null) =>
        _acts.Add(this, new(action, objectType, objectId, label, reason, null));

    /// <summary>
    /// Tells screens and other modules, after the commit, that something happened. Ids and versions only.
    /// </summary>
    public void Publish(string topic, string kind, Guid subjectId, Guid? branchId = null) =>
        _published.Add(this, topic, kind, subjectId, branchId, row: null);

    /// <summary>
    /// The same about a row. The event carries the version with which the row is saved, and the row's branch.
    /// </summary>
    /// <param name="subjectId">What screens know it by, where that is not the row's own id.</param>
    public void Publish<T>(string topic, string kind, T row, Guid? subjectId = null, Guid? branchId = null)
        where T : class, ITenantOwned, IVersioned =>
        _published.Add(this, topic, kind, subjectId ?? row.Id, branchId ?? (row as IBranchOwned)?.BranchId, row);
}
