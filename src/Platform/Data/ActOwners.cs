using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>What a use case did, in the words of the activity log.</summary>
/// <param name="Subject">The row it did it to, where there is one.</param>
internal sealed record Act(
    string Action, string ObjectType, Guid ObjectId, string Label, string? Reason, ITenantOwned? Subject);

/// <summary>Which act of a save a changed row belongs to.</summary>
internal sealed class ActOwners(IReadOnlyList<Act> acts)
{
    private readonly ILookup<Guid, int> _byObject =
        acts.Select((act, i) => (act.ObjectId, i)).ToLookup(a => a.ObjectId, a => a.i);
    private readonly Dictionary<Guid, SortedSet<int>> _bySubject = [];
    private IModel? _model;

    /// <param name="change">The row.</param>
    /// <param name="act">The act before which it changed.</param>
    /// <returns>That act, where it is of this row or no act is; else the next one that is of it, or the last
    /// before.</returns>
    public int Of(RowChange change, int act)
    {
        Read(change.Type.Model);
        var mine = new SortedSet<int>();
        // What the act is about, or what belongs to that, or what that belongs to.
        foreach (var id in Ids(change.Type, change.Row)) mine.UnionWith(_byObject[id]);
        if (change.Row is ITenantOwned { Id: var own } && _bySubject.TryGetValue(own, out var owners))
            mine.UnionWith(owners);
        if (mine.Count == 0 || mine.Contains(act)) return act;
        return mine.GetViewBetween(act, int.MaxValue) is { Count: > 0 } later ? later.Min : mine.Max;
    }

    private void Read(IModel model)
    {
        if (_model is not null) return;
        _model = model;
        for (var i = 0; i < acts.Count; i++)
        {
            if (acts[i].Subject is not { } subject || model.FindEntityType(subject.GetType()) is not { } type) continue;
            foreach (var id in Ids(type, subject))
            {
                if (!_bySubject.TryGetValue(id, out var owners)) _bySubject[id] = owners = [];
                owners.Add(i);
            }
        }
    }

    private static IEnumerable<Guid> Ids(IEntityType type, object row) =>
        type.GetProperties().Where(p => p.ClrType == typeof(Guid) || p.ClrType == typeof(Guid?))
            .Select(p => p.GetGetter().GetClrValueUsingContainingEntity(row)).OfType<Guid>();
}
