using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Probe.Canaries;
using Restpy.Probe.Notes;

namespace Restpy.Probe.Models;

/// <summary>
/// Every model, past all endpoints: in our restaurant's scope the context is asked for their rows, told to change,
/// delete and add them, and to refer to them. Nothing here is ever committed. What the database itself refuses without
/// the context (row security, triggers) is attacked by raw SQL elsewhere.
/// </summary>
internal sealed class ModelAttack(
    CanaryStore canaries, TenantRows rows, Canary theirs, Canary ours, ProbeNotes notes, CancellationToken ct)
{
    private static readonly MethodInfo Row =
        typeof(ModelAttack).GetMethod(nameof(RowAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Reached =
        typeof(ModelAttack).GetMethod(nameof(ReachedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Models whose class says why it belongs to no restaurant; the rest must carry the wall.</summary>
    public static IEnumerable<IEntityType> WithoutReason(IModel model) =>
        model.GetEntityTypes()
            .Where(t => !t.IsOwned() && !typeof(ITenantOwned).IsAssignableFrom(t.ClrType)
                && t.ClrType.GetCustomAttribute<SharedByAllRestaurantsAttribute>() is null);

    public async Task RunAsync(IModel model)
    {
        foreach (var type in WithoutReason(model))
            notes.Failed(Name(type), "belongs to no restaurant and does not say why");
        foreach (var type in rows.Tenant) await AttackAsync(type);
    }

    private async Task AttackAsync(IEntityType type)
    {
        var row = await canaries.InAsync(theirs.Restaurant.Id, null,
            s => (Task<object?>)Row.MakeGenericMethod(type.ClrType)
            .Invoke(null, [s.GetRequiredService<RestpyDb>(), theirs.Restaurant.Id, ct])!);
        if (row is null)
        {
            notes.Left($"{Name(type)} has no row of the other restaurant to try");
            return;
        }
        var id = ((ITenantOwned)row).Id;
        notes.Tried("model reads", 4);
        foreach (var way in await InOursAsync(db => (Task<List<string>>)Reached.MakeGenericMethod(type.ClrType)
            .Invoke(null, [db, theirs.Restaurant.Id, ours.Restaurant.Id, id, ct])!)) notes.Failed(Name(type), way);
        var plain = type.GetProperties()
            .FirstOrDefault(p => !p.IsKey() && !p.IsForeignKey() && p.ClrType == typeof(string)
                && p.PropertyInfo is not null) ?? type.GetProperties().First(p => !p.IsKey());
        await MustFailAsync(type, "added a row to them", db => db.Add(Copy(type, row, ("Id", Id.New()))));
        await MustFailAsync(type, "added a tracked row to them",
            db => db.Entry(Copy(type, row, ("Id", Id.New()))).State = EntityState.Added);
        if (!await MayChangeOursAsync(type, plain)) return;
        await MustFailAsync(
            type, "changed their row", db => db.Attach(Copy(type, row)).Property(plain.Name).IsModified = true);
        await MustFailAsync(type, "deleted their row", db => db.Remove(Copy(type, row)));
        await MustFailAsync(type, "changed a row by our restaurant and their id",
            db => db.Attach(Copy(type, row, ("RestaurantId", ours.Restaurant.Id)))
                .Property(plain.Name).IsModified = true);
        await MustFailAsync(type, "moved a row of ours to them", db =>
        {
            var entry = db.Attach(Copy(type, row, ("RestaurantId", ours.Restaurant.Id)));
            entry.Property(nameof(ITenantOwned.RestaurantId)).CurrentValue = theirs.Restaurant.Id;
        });
        foreach (var key in type.GetForeignKeys()
            .Where(k => typeof(ITenantOwned).IsAssignableFrom(k.PrincipalEntityType.ClrType)))
            await ReferAsync(type, key);
    }

    /// <summary>A row of ours, as it is but for one reference, which points at a row of theirs.</summary>
    private async Task ReferAsync(IEntityType type, IForeignKey key)
    {
        var column = key.Properties.Single(p => p.Name != nameof(ITenantOwned.RestaurantId));
        var own = await canaries.InAsync(ours.Restaurant.Id, null,
            s => (Task<object?>)Row.MakeGenericMethod(type.ClrType)
            .Invoke(null, [s.GetRequiredService<RestpyDb>(), ours.Restaurant.Id, ct])!);
        var target = await canaries.InAsync(theirs.Restaurant.Id, null,
            s => (Task<object?>)Row.MakeGenericMethod(key.PrincipalEntityType.ClrType)
            .Invoke(null, [s.GetRequiredService<RestpyDb>(), theirs.Restaurant.Id, ct])!);
        if (own is null || target is null)
        {
            notes.Left($"{Name(type)}.{column.Name} could not be pointed at another restaurant: there is no row");
            return;
        }
        await MustFailAsync(type, $"referred to their row in {column.Name}",
            db => db.Attach(Copy(type, own, (column.Name, ((ITenantOwned)target).Id))).Property(column.Name)
            .IsModified = true);
    }

    /// <summary>A refusal proves something only where the same change to a row of ours goes through.</summary>
    private async Task<bool> MayChangeOursAsync(IEntityType type, IProperty plain)
    {
        var own = await canaries.InAsync(ours.Restaurant.Id, null,
            s => (Task<object?>)Row.MakeGenericMethod(type.ClrType)
            .Invoke(null, [s.GetRequiredService<RestpyDb>(), ours.Restaurant.Id, ct])!);
        var refused = own is null ? new InvalidOperationException("we have no row")
            : await RefusedAsync(db => db.Attach(Copy(type, own)).Property(plain.Name).IsModified = true);
        if (refused is null) return true;
        // A log nobody may change is the database's to keep: rows come in, and that was tried.
        if (refused is not DbUpdateException) notes.Left($"{Name(type)} was not told to change: {refused.Message}");
        return false;
    }

    private async Task MustFailAsync(IEntityType type, string did, Action<RestpyDb> act)
    {
        notes.Tried("model writes");
        if (await RefusedAsync(act) is null) notes.Failed(Name(type), $"the context {did}, and nothing stopped it");
    }

    /// <summary>Never committed, whether it was stopped or not.</summary>
    private Task<Exception?> RefusedAsync(Action<RestpyDb> act) => InOursAsync<Exception?>(async db =>
    {
        await using var work = await db.BeginAsync(ct);
        try
        {
            act(db);
            db.Act("trust.probed", "Probe", Guid.Empty);
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (Exception refused)
        when (refused is ForeignRowException or DbUpdateException or InvalidOperationException or NotSupportedException
            or System.Data.Common.DbException)
        {
            return refused;
        }
    });

    private Task<T> InOursAsync<T>(Func<RestpyDb, Task<T>> work) =>
        canaries.InAsync(ours.Restaurant.Id, null, s => work(s.GetRequiredService<RestpyDb>()));

    private static async Task<object?> RowAsync<T>(RestpyDb db, Guid restaurant, CancellationToken ct)
        where T : class, ITenantOwned =>
        await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().Where(r => r.RestaurantId == restaurant)
            .OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);

    private static async Task<List<string>> ReachedAsync<T>(
        RestpyDb db, Guid theirs, Guid ours, Guid id, CancellationToken ct) where T : class, ITenantOwned
    {
        var ways = new List<string>();
        if (await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().AnyAsync(r => r.Id == id, ct))
            ways.Add("their row is found by its id");
        if (await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().AnyAsync(r => r.RestaurantId == theirs, ct))
            ways.Add("their rows are found by their restaurant");
        if (await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().AnyAsync(r => r.RestaurantId != ours, ct))
            ways.Add("rows of other restaurants are found with ours");
        if (await db.Set<T>().FindAsync([theirs, id], ct) is not null) ways.Add("their row is found by its whole key");
        return ways;
    }

    /// <summary>
    /// A detached copy of a row with other values in some columns, as a mistake in a handler would make it.
    /// </summary>
    private static object Copy(IEntityType type, object row, params (string Name, object Value)[] others)
    {
        var copy = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        foreach (var property in type.GetProperties().Where(p => p.FieldInfo is not null))
            property.FieldInfo!.SetValue(copy, property.FieldInfo.GetValue(row));
        foreach (var (name, value) in others) type.FindProperty(name)!.FieldInfo!.SetValue(copy, value);
        return copy;
    }

    private static string Name(IEntityType type) => "model " + type.ClrType.Name;
}
