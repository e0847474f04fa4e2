using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;
using Restpy.Platform.Rows;

namespace Restpy.Platform.Data;

/// <summary>
/// The acts of a use case, each with its own changes. What changed since the act before belongs to an act, unless it is
/// of another row than this act and a later one is of it: a bill that is issued and paid in one save shows the money
/// under the payment.
/// </summary>
internal sealed class ActLog
{
    // Asked for every row of every save; an attribute read anew each time costs more than the row's guard.
    private static readonly ConcurrentDictionary<Type, bool> Audited = new();

    // Every look at the rows compares all of them. Codes of five hundred tables in one save are told apart by their
    // rows alone.
    private const int MostLooks = 32;

    private readonly List<(Act Act, Moment? Then)> _acts = [];

    public void Add(RestpyDb db, Act act) => _acts.Add((act, _acts.Count < MostLooks ? Moment.Of(db) : null));

    public void Clear() => _acts.Clear();

    /// <summary>Every act with the changes it is to tell of.</summary>
    /// <param name="changed">The tracked rows of this save.</param>
    /// <param name="written">Its untracked new rows.</param>
    /// <exception cref="InvalidOperationException">A row changed and nobody said what was done.</exception>
    public IEnumerable<(Act Act, IReadOnlyList<RowChange> Changes)> Split(
        IReadOnlyList<EntityEntry> changed, IReadOnlyList<NewRow> written)
    {
        List<RowChange> all = [
            .. written.Where(IsAudited).Select(r => new RowChange(r)),
            .. changed.Where(IsAudited).Select(e => new RowChange(e))];
        if (all.Count > 0 && _acts.Count == 0)
            throw new InvalidOperationException(
                $"A change of {all[0].Row.GetType().Name} without an act for the activity log.");
        if (_acts.Count <= 1) return _acts.Select(a => (a.Act, (IReadOnlyList<RowChange>)all));
        var (split, owners) =
            (_acts.ConvertAll(_ => new List<RowChange>()), new ActOwners([.. _acts.Select(a => a.Act)]));
        for (var i = 0; i < written.Count; i++)
            if (IsAudited(written[i])) split[owners.Of(new(written[i]), SinceWritten(i))].Add(new(written[i]));
        foreach (var row in changed.Where(IsAudited))
            foreach (var (act, change) in Parts(row)) split[owners.Of(change, act)].Add(change);
        return _acts.Select((a, i) => (a.Act, (IReadOnlyList<RowChange>)split[i]));
    }

    /// <summary>The act after which a new row was there; what came after the last belongs to the last.</summary>
    private int SinceWritten(int place) =>
        _acts.FindIndex(a => place < a.Then?.Written) is >= 0 and var act ? act : _acts.Count - 1;

    /// <summary>What of a tracked row changed up to each act.</summary>
    private IEnumerable<(int Act, RowChange Change)> Parts(EntityEntry row)
    {
        RowState? before = null;
        for (var i = 0; i < _acts.Count; i++)
        {
            var now = i < _acts.Count - 1 ? _acts[i].Then?.Rows.GetValueOrDefault(row.Entity) : RowState.Of(row);
            if (now is null) continue;
            var change = new RowChange(row)
            {
                State = before is null || now.State == EntityState.Deleted ? now.State : EntityState.Modified,
                Earlier = before?.Values, Later = now.Values,
            };
            if (before is null || change.State != EntityState.Modified || change.HasChanged) yield return (i, change);
            before = now;
        }
    }

    private static bool IsAudited(EntityEntry row) => IsAudited(row.Metadata.ClrType);

    private static bool IsAudited(NewRow row) => IsAudited(row.Shape.Type.ClrType);

    private static bool IsAudited(Type type) =>
        Audited.GetOrAdd(type, t => t.GetCustomAttribute<NotAuditedAttribute>() is null);

    /// <summary>The changed rows at the moment of an act.</summary>
    private sealed record Moment(int Written, Dictionary<object, RowState> Rows)
    {
        public static Moment Of(RestpyDb db)
        {
            var rows = new Dictionary<object, RowState>(ReferenceEqualityComparer.Instance);
            foreach (var row in SaveSteps.Rows(db).Where(IsAudited)) rows[row.Entity] = RowState.Of(row);
            return new(db.Written.All.Count, rows);
        }
    }

    private sealed record RowState(EntityState State, object?[] Values)
    {
        public static RowState Of(EntityEntry row)
        {
            var values = new object?[row.Metadata.GetProperties().Count()];
            foreach (var property in row.Metadata.GetProperties())
                values[property.GetIndex()] = property.GetGetter().GetClrValueUsingContainingEntity(row.Entity);
            return new(row.State, values);
        }
    }
}
