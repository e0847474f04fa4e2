using System.Diagnostics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Trust.Checks;

/// <summary>
/// P1: looks for card numbers in the texts people and machines have left in every table: in the newest of each, every time,
/// and in all older ones a part at a time, so that nothing rests because it is old.
/// </summary>
internal static class CardScan
{
    public const int NewestRows = 500;
    public const int OlderRows = 1000;
    private const int MostRestaurants = 50;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly MethodInfo Rows = typeof(CardScan).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var (scopes, reading) = (services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<CardReading>());
        var types = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).ToList();
        var columns = types.ToDictionary(t => t, t => t.GetProperties().Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(LocalText)).Select(p => p.PropertyInfo!).Where(p => p is not null).ToList());
        var tables = columns.Where(c => c.Value.Count > 0).ToList();
        var started = Stopwatch.GetTimestamp();
        var (texts, found, restaurants) = (0, 0, 0);
        foreach (var restaurant in await services.GetRequiredService<Places>().NewestAsync(MostRestaurants, ct))
        {
            if (Stopwatch.GetElapsedTime(started) > Budget) break;
            restaurants++;
            foreach (var (type, texted) in tables)
            {
                var place = new TablePlace(restaurant, type.GetTableName()!);
                var rows = await ReadAsync(scopes, type, place, reading, ct);
                texts += rows.Sum(row => Texts(row, texted).Count());
                reading.Found(place, rows.Where(row => Texts(row, texted).Any(CardText.HoldsCard)).Select(row => row.Id), rows.Select(row => row.Id));
                found += reading.FoundIn(place);
            }
        }
        if (found > 0) return Here.Failing($"{found} rows hold what looks like a card number.");
        return restaurants == 0
            ? Here.NotVerified("There is no restaurant on this installation yet, so there is no text to read.")
            : Here.Verified($"No card number in {texts} texts: the newest {NewestRows} rows of each of {tables.Count} tables, {columns.Sum(c => c.Value.Count)} text columns, of {restaurants} restaurants, and a part of the older ones. {Older(reading)}");
    }

    private static string Older(CardReading reading) => reading.Unfinished == 0
        ? $"Since the start of the program every row has been read, {reading.OlderRead} of them old."
        : $"{reading.OlderRead} older rows have been read since the start of the program; in {reading.Unfinished} tables some are still to be read.";

    /// <summary>The newest rows, those in which something was found before, and the next part of the older ones.</summary>
    private static async Task<List<ITenantOwned>> ReadAsync(IServiceScopeFactory scopes, IEntityType type, TablePlace place, CardReading reading, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(place.Restaurant, null, Actor.System("security check"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        Task<List<ITenantOwned>> PartAsync(Guid? below, int most, IReadOnlyCollection<Guid>? only = null) =>
            (Task<List<ITenantOwned>>)Rows.MakeGenericMethod(type.ClrType).Invoke(null, [db, below, most, only, ct])!;
        var rows = await PartAsync(null, NewestRows);
        if (rows.Count < NewestRows) reading.Finish(place);
        else
        {
            var older = await PartAsync(reading.Reached(place) ?? rows[NewestRows - 1].Id, OlderRows);
            reading.Reach(place, older.Count < OlderRows ? null : older[^1].Id, older.Count);
            rows.AddRange(older);
        }
        if (reading.Known(place) is { Count: > 0 } known) rows.AddRange(await PartAsync(null, known.Count, known));
        return rows;
    }

    private static IEnumerable<string> Texts(ITenantOwned row, List<PropertyInfo> columns) => columns.Select(c => c.GetValue(row)).SelectMany(value => value switch
    {
        string text => [text],
        LocalText local => local.Texts.Values,
        _ => Enumerable.Empty<string>(),
    });

    private static async Task<List<ITenantOwned>> RowsAsync<T>(RestpyDb db, Guid? below, int most, IReadOnlyCollection<Guid>? only, CancellationToken ct) where T : class, ITenantOwned
    {
        var rows = db.Set<T>().AsNoTracking().IgnoreAutoIncludes();
        if (only is not null) rows = rows.Where(r => only.Contains(r.Id));
        if (below is { } id) rows = rows.Where(r => r.Id.CompareTo(id) < 0);
        return [.. await rows.OrderByDescending(r => r.Id).Take(most).ToListAsync(ct)];
    }
}
