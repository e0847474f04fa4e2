using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// The events a use case has published, and those that were saved and that no screen was told of yet.
/// </summary>
internal sealed class PublishedEvents
{
    private readonly List<IEvent> _happened = [];
    private readonly List<OutboxEvent> _saved = [];

    public IReadOnlyList<OutboxEvent> Saved => _saved;

    public void Add(IEvent happened) => _happened.Add(happened);

    /// <summary>Makes the rows of what was published since the last save.</summary>
    public void MakeRows(RestpyDb db)
    {
        if (_happened.Count == 0) return;
        var rows = new Dictionary<Guid, object>();
        foreach (var entry in db.ChangeTracker.Entries())
            if (entry.State != EntityState.Detached && entry.Entity is ITenantOwned row) rows[row.Id] = row;
        foreach (var (_, written) in db.Written.All)
            if (written is ITenantOwned row) rows[row.Id] = row;
        foreach (var happened in _happened)
        {
            foreach (var row in OutboxEvent.Of(db, happened, rows.GetValueOrDefault(happened.RowId)))
            {
                db.Add(row);
                _saved.Add(row);
            }
        }
        _happened.Clear();
    }

    /// <summary>Once the save has given each changed row its new version.</summary>
    public void TakeVersions()
    {
        foreach (var row in _saved) row.TakeVersion();
    }

    public IReadOnlyList<OutboxEvent> Take()
    {
        if (_saved.Count == 0) return [];
        OutboxEvent[] taken = [.. _saved];
        _saved.Clear();
        return taken;
    }

    public void Clear()
    {
        _happened.Clear();
        _saved.Clear();
    }
}
