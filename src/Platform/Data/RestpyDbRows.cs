using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Rows;

namespace Restpy.Platform.Data;

/// <summary>
/// How a new row is added. Its class says whether it is tracked (<see cref="AddUntrackedAttribute"/>).
/// </summary>
public sealed partial class RestpyDb : IRowContext
{
    private static readonly ConcurrentDictionary<Type, bool> Untracked = new();

    /// <summary>The new rows since the last save that are not tracked.</summary>
    internal NewRows Written { get; } = new();

    NewRows IRowContext.Written => Written;

    void IRowContext.TellTenant(NpgsqlBatch batch) => PostgresScope.Prefix(this, batch);

    void IRowContext.TenantTold() => PostgresScope.Said(this);

    /// <summary>Whether it is one the next save will add.</summary>
    public bool IsNew(object row) => Written.Holds(row) || Entry(row).State == EntityState.Added;

    /// <summary>
    /// A new row. It gets the scope's restaurant before it is tracked: afterwards a key would change, which EF follows
    /// up everywhere.
    /// </summary>
    public override EntityEntry<TEntity> Add<TEntity>(TEntity entity)
    {
        SaveSteps.Stamp(this, entity);
        if (!IsUntracked(entity)) return base.Add(entity);
        Written.Add(Model, entity);
        return Entry(entity);
    }

    public override EntityEntry Add(object entity)
    {
        SaveSteps.Stamp(this, entity);
        if (!IsUntracked(entity)) return base.Add(entity);
        Written.Add(Model, entity);
        return Entry(entity);
    }

    public override void AddRange(params object[] entities) => AddRange(entities.AsEnumerable());

    public override void AddRange(IEnumerable<object> entities)
    {
        foreach (var entity in entities) Add(entity);
    }

    private static bool IsUntracked(object row) => Untracked.GetOrAdd(
        row.GetType(), type => type.GetCustomAttribute<AddUntrackedAttribute>() is not null);
}
