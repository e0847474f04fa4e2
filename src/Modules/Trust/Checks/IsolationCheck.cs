using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>
/// H7: every model carries the wall, the database has its own, and both hold: one restaurant asks for another's rows.
/// </summary>
internal static class IsolationCheck
{
    private static readonly MethodInfo Reach =
        typeof(IsolationCheck).GetMethod(nameof(ReachAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo FirstId =
        typeof(IsolationCheck).GetMethod(nameof(FirstIdAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var types = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().ToList();
        var owned = types.Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).ToList();
        var open = owned.Where(t => !HasWall(t))
            .Concat(types.Where(t => !owned.Contains(t) && !t.IsOwned()
                && t.ClrType.GetCustomAttribute<SharedByAllRestaurantsAttribute>() is null)).ToList();
        if (open.Count > 0)
            return Findings.Failing(
                $"{open.Count} of {types.Count} models are without the filter, the composite key or a stated reason "
                    + $"to be shared.");
        var database = services.GetRequiredService<DatabaseOptions>();
        // The gaps themselves are for the log: the page tells everybody that there are some, and nobody where.
        if (await TenantWallCheck.GapsAsync(database, services.GetRequiredService<RestpyDb>(),
            services.GetRequiredService<TenantBypassList>(), ct) is
            { Count: > 0 } gaps) return Findings.Failing($"The wall inside {database.Name} has {gaps.Count} gaps.");
        var models =
            $"{owned.Count} models carry the restaurant filter and the key (restaurant, id); "
                + $"{types.Count - owned.Count} shared ones state why. {Wall(database)}";
        var restaurants = await services.GetRequiredService<RestaurantDirectory>().NewestAsync(2, ct);
        if (restaurants.Count < 2)
            return Findings.NotVerified(models + " The live probe needs two restaurants; there are not two here yet.");
        return await ProbeAsync(
            services.GetRequiredService<IServiceScopeFactory>(), owned, restaurants[0], restaurants[1], models, ct);
    }

    private static async Task<Finding> ProbeAsync(IServiceScopeFactory scopes, List<IEntityType> owned, Guid mine,
        Guid theirs, string models, CancellationToken ct)
    {
        var (asked, reached) = (0, 0);
        foreach (var type in owned)
        {
            if (await InAsync<Guid?>(scopes, theirs, FirstId, type, ct) is not { } id) continue;
            asked++;
            if (await InAsync<bool>(scopes, mine, Reach, type, ct, theirs, id)) reached++;
        }
        if (reached > 0)
            return Findings.Failing($"{models} But rows of {reached} models were reached from another restaurant.");
        if (asked == 0) return Findings.NotVerified(models + " There is no row yet to try the wall with.");
        if (!await WriteIsRefusedAsync(scopes, mine, theirs, ct))
            return Findings.Failing($"{models} But a write naming another restaurant was not refused.");
        return Findings.Verified(
            $"{models} One restaurant asked for rows of another by their ids in {asked} models: none was there. A "
                + $"write naming another restaurant was refused, by this program and, written past it, by the database.");
    }

    private static string Wall(DatabaseOptions database) => database.IsSqlite
        ? "SQLite itself refuses a write for another restaurant than the one at work."
        : "PostgreSQL itself shows a restaurant's rows only to work that names it, forced on every such table; "
            + "without a name no table showed a row; the role of this program cannot step over that.";

    private static bool HasWall(IEntityType type) =>
        type.GetDeclaredQueryFilters().Any(f => f.Key == "restaurant")
        && type.FindPrimaryKey()!.Properties.Select(p => p.Name)
        .SequenceEqual([nameof(ITenantOwned.RestaurantId), nameof(ITenantOwned.Id)]);

    private static async Task<T> InAsync<T>(IServiceScopeFactory scopes, Guid restaurant, MethodInfo ask,
        IEntityType type, CancellationToken ct, params object[] more)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("security check"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        return await (Task<T>)ask.MakeGenericMethod(type.ClrType).Invoke(null, [db, .. more, ct])!;
    }

    private static async Task<Guid?> FirstIdAsync<T>(RestpyDb db, CancellationToken ct) where T : class, ITenantOwned =>
        await db.Set<T>().AsNoTracking().OrderBy(r => r.Id).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);

    /// <summary>By id, by the whole key, and by naming the other restaurant outright.</summary>
    private static async Task<bool> ReachAsync<T>(RestpyDb db, Guid theirs, Guid id, CancellationToken ct)
        where T : class, ITenantOwned =>
        await db.Set<T>().AsNoTracking().AnyAsync(r => r.Id == id || r.RestaurantId == theirs, ct)
        || await db.Set<T>().FindAsync([theirs, id], ct) is not null;

    private static async Task<bool> WriteIsRefusedAsync(
        IServiceScopeFactory scopes, Guid mine, Guid theirs, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(mine, null, Actor.System("security check"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        if (!await TenantWallCheck.RefusesForeignRowAsync(db, theirs, ct)) return false;
        // In a transaction that is never committed: should the guard be gone, nothing is left behind all the same.
        await using var work = await db.BeginAsync(ct);
        db.Add(new CommandRecord { RestaurantId = theirs, Id = Id.New(), Answer = "null", At = db.Time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
            return false;
        }
        catch (ForeignRowException)
        {
            return true;
        }
    }
}
