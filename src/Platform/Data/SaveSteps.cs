using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>What happens to every save before it reaches the database: guard, version, activity log.</summary>
internal static class SaveSteps
{
    private static readonly ConcurrentDictionary<Type, Action<object, Guid>> Stamps = new();

    /// <summary>
    /// The rows to be saved. Nothing is compared where all are new and lead to no others: there is nothing to find.
    /// </summary>
    public static List<EntityEntry> Rows(RestpyDb db)
    {
        var rows = db.ChangeTracker.Entries().ToList();
        if (!rows.TrueForAll(r => r.State == EntityState.Added && !r.Metadata.GetNavigations().Any()))
        {
            db.ChangeTracker.DetectChanges();
            rows = [.. db.ChangeTracker.Entries()];
        }
        rows.RemoveAll(r => r.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted));
        return rows;
    }

    /// <returns>What the activity log gets.</returns>
    public static IReadOnlyList<AuditEntry> Run(RestpyDb db, List<EntityEntry> changed, ActLog acts)
    {
        foreach (var entry in changed) Guard(db, entry);
        foreach (var (_, row) in db.Written.All) Guard(db, row);
        List<AuditEntry> entries =
            [.. acts.Split(changed, db.Written.All).Select(a => Entry(db, a.Act, ChangeList.Write(a.Changes)))];
        foreach (var entry in entries) db.Add(entry);
        return entries;
    }

    /// <summary>
    /// Gives a new row the scope's restaurant, where there is one; <see cref="Guard"/> looks again at the save.
    /// </summary>
    public static void Stamp(RestpyDb db, object row)
    {
        if (row is ITenantOwned { RestaurantId: var none } && none == Guid.Empty
            && db.Scope.RestaurantId is { } restaurant) Stamps.GetOrAdd(row.GetType(), StampOf)(row, restaurant);
    }

    private static Action<object, Guid> StampOf(Type type)
    {
        var (row, restaurant) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(Guid)));
        // Of the class that declares it: a private setter is not seen from those that derive from it.
        var owner = type.GetProperty(nameof(ITenantOwned.RestaurantId))!.DeclaringType!;
        var set = owner.GetProperty(nameof(ITenantOwned.RestaurantId))!.GetSetMethod(nonPublic: true)!;
        return Expression.Lambda<Action<object, Guid>>(
            Expression.Call(Expression.Convert(row, owner), set, restaurant), row, restaurant).Compile();
    }

    /// <summary>A new row gets the scope's restaurant; any row of another restaurant stops the save.</summary>
    private static void Guard(RestpyDb db, EntityEntry entry)
    {
        if (entry.Entity is ITenantOwned owned)
        {
            var restaurant = entry.Property(nameof(ITenantOwned.RestaurantId));
            if (entry.State == EntityState.Added && owned.RestaurantId == Guid.Empty)
                restaurant.CurrentValue = db.Scope.Restaurant;
            else Guard(db, owned);
            if (entry.State == EntityState.Modified && !Equals(restaurant.OriginalValue, restaurant.CurrentValue))
                throw new ForeignRowException(entry.Entity.GetType().Name);
        }
        if (entry is { State: EntityState.Modified, Entity: IVersioned versioned })
            entry.Property(nameof(IVersioned.Version)).CurrentValue = versioned.Version + 1;
    }

    private static void Guard(RestpyDb db, object row)
    {
        if (row is ITenantOwned { RestaurantId: var none } && none == Guid.Empty) throw new NoScopeException();
        if (row is ITenantOwned owned && owned.RestaurantId != (db.Scope.RestaurantId ?? AuditEntry.OfThePlatform))
            throw new ForeignRowException(row.GetType().Name);
    }

    private static AuditEntry Entry(RestpyDb db, Act act, string changes)
    {
        var actor = db.Scope.Actor ?? throw new NoScopeException();
        var now = db.Time.GetUtcNow();
        // One instant for both: the log is cut into months by its ids and searched by its times.
        return new()
        {
            RestaurantId = db.Scope.RestaurantId ?? AuditEntry.OfThePlatform, Id = Id.At(now),
            BranchId = db.Scope.BranchId, At = now,
            ActorKind = actor.Kind, PersonId = actor.PersonId, PersonName = actor.Name, Role = actor.Role,
            Ip = actor.Ip,
            UserAgent = actor.UserAgent, Action = act.Action, ObjectType = act.ObjectType, ObjectId = act.ObjectId,
            ObjectLabel = act.Label, Reason = act.Reason, Remark = db.Scope.Remark, Changes = changes,
        };
    }
}
