using System.Diagnostics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Trust.Checks;

/// <summary>P1: reads the newest texts people and machines have left in every table and looks for card numbers.</summary>
internal static class CardScan
{
    private const int RowsOfAModel = 500;
    private const int MostRestaurants = 50;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly MethodInfo Rows = typeof(CardScan).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var types = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).ToList();
        var columns = types.ToDictionary(t => t, t => t.GetProperties().Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(LocalText)).Select(p => p.PropertyInfo!).Where(p => p is not null).ToList());
        var started = Stopwatch.GetTimestamp();
        var (texts, found, restaurants) = (0, 0, 0);
        foreach (var restaurant in await services.GetRequiredService<Places>().NewestAsync(MostRestaurants, ct))
        {
            if (Stopwatch.GetElapsedTime(started) > Budget) break;
            restaurants++;
            foreach (var (type, texted) in columns.Where(c => c.Value.Count > 0))
                foreach (var text in await TextsAsync(scopes, restaurant, type, texted, ct))
                {
                    texts++;
                    if (CardNumber.IsIn(text)) found++;
                }
        }
        if (found > 0) return Here.Failing($"{found} of {texts} texts hold what looks like a card number.");
        return restaurants == 0
            ? Here.NotVerified("There is no restaurant on this installation yet, so there is no text to read.")
            : Here.Verified($"No card number in {texts} texts: the newest {RowsOfAModel} rows of each of {columns.Count(c => c.Value.Count > 0)} tables, {columns.Sum(c => c.Value.Count)} text columns, of {restaurants} restaurants.");
    }

    private static async Task<List<string>> TextsAsync(IServiceScopeFactory scopes, Guid restaurant, IEntityType type, List<PropertyInfo> columns, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("security check"));
        var rows = await (Task<List<object>>)Rows.MakeGenericMethod(type.ClrType).Invoke(null, [scope.ServiceProvider.GetRequiredService<RestpyDb>(), ct])!;
        return [.. rows.SelectMany(row => columns.Select(c => c.GetValue(row))).SelectMany(value => value switch
        {
            string text => [text],
            LocalText local => local.Texts.Values,
            _ => Enumerable.Empty<string>(),
        })];
    }

    private static async Task<List<object>> RowsAsync<T>(RestpyDb db, CancellationToken ct) where T : class, ITenantOwned =>
        [.. await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().OrderByDescending(r => r.Id).Take(RowsOfAModel).ToListAsync(ct)];
}
