using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>The events a use case has published and no screen was told of yet.</summary>
internal sealed class PublishedEvents
{
    private readonly List<OutboxEvent> _events = [];

    public IReadOnlyList<OutboxEvent> All => _events;

    /// <param name="row">The row it tells of, whose version it takes at the save; null where there is none.</param>
    public void Add(RestpyDb db, string topic, string kind, Guid subjectId, Guid? branchId, IVersioned? row)
    {
        var published = new OutboxEvent
        {
            RestaurantId = db.Scope.Restaurant, Id = Id.New(), BranchId = branchId ?? db.Scope.BranchId, Topic = topic,
            Kind = kind, SubjectId = subjectId, Subject = row, At = db.Time.GetUtcNow(),
        };
        db.Write(published);
        _events.Add(published);
    }

    public void TakeVersions()
    {
        foreach (var published in _events) published.TakeVersion();
    }

    public IReadOnlyList<OutboxEvent> Take()
    {
        if (_events.Count == 0) return [];
        OutboxEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    public void Clear() => _events.Clear();
}
