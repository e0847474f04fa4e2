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

    /// <summary>Tells screens and other modules, after the commit, that something happened.</summary>
    /// <exception cref="NoScopeException">It happens in a restaurant, and this work has none.</exception>
    public void Publish(IEvent happened)
    {
        if (happened is not IPlatformEvent) _ = Scope.Restaurant;
        _published.Add(happened);
    }
}
