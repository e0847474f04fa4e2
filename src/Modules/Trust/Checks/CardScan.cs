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

    /// <summary>Of a table all restaurants share.</summary>
    public const int SharedRows = 20_000;

    /// <summary>A row that was not read for longer speaks for nothing.</summary>
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly MethodInfo Shared = typeof(CardScan).GetMethod(nameof(SharedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Rows = typeof(CardScan).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var (scopes, reading) = (services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<CardReading>());
        var columns = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().Where(t => !t.IsOwned()).ToDictionary(t => t, t => t.GetProperties().Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(LocalText)).Select(p => p.PropertyInfo!).Where(p => p is not null).ToList());
        var tables = columns.Where(c => c.Value.Count > 0 && typeof(ITenantOwned).IsAssignableFrom(c.Key.ClrType)).ToList();
        var shared = columns.Where(c => c.Value.Count > 0 && !typeof(ITenantOwned).IsAssignableFrom(c.Key.ClrType)).ToList();
        var all = await services.GetRequiredService<Places>().NewestAsync(int.MaxValue, ct);
        var started = Stopwatch.GetTimestamp();
        var (texts, found, restaurants) = (0, 0, 0);
        foreach (var restaurant in reading.Due(all))
        {
            if (Stopwatch.GetElapsedTime(started) > Budget) break;
            restaurants++;
            reading.Looked(restaurant);
            foreach (var (type, texted) in tables)
            {
                var place = new TablePlace(restaurant, type.GetTableName()!);
                var rows = await ReadAsync(scopes, type, place, reading, ct);
                texts += rows.Sum(row => Texts(row, texted).Count());
                reading.Found(place, rows.Where(row => Texts(row, texted).Any(CardText.HoldsCard)).Select(row => row.Id), rows.Select(row => row.Id));
                found += reading.FoundIn(place);
            }
        }
        var (sharedTexts, sharedFound) = await ReadSharedAsync(services.GetRequiredService<RestpyDb>(), shared, ct);
        if (found + sharedFound > 0) return Here.Failing($"{found + sharedFound} rows hold what looks like a card number.");
        if (restaurants == 0) return Here.NotVerified("There is no restaurant on this installation yet, so there is no text to read.");
        var whole = all.SelectMany(r => tables.Select(t => reading.ReadWholeAt(new(r, t.Key.GetTableName()!)))).ToList();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var unread = whole.Count(at => at is null || now - at > CountsFor);
        var seen = $"No card number in {texts} texts of {tables.Count} tables and {restaurants} restaurants, nor in {sharedTexts} texts of {shared.Count} tables all restaurants share.";
        return unread > 0
            ? Here.NotVerified($"{seen} But {unread} of {whole.Count} tables have not been read to their oldest row within a day; {reading.OlderRead} older rows have been read since the start of the program.")
            : Here.Verified($"{seen} Every row was read within the last {Math.Max(1, Math.Ceiling((now - whole.Min()!.Value).TotalMinutes)):0} minutes. The rule is another than that by which the program refuses such numbers.");
    }

    /// <summary>What is no restaurant's: people, letters, reports. Of tables with a restaurant's column PostgreSQL shows none of the rows here.</summary>
    private static async Task<(int Texts, int Found)> ReadSharedAsync(RestpyDb db, List<KeyValuePair<IEntityType, List<PropertyInfo>>> shared, CancellationToken ct)
    {
        var (texts, found) = (0, 0);
        foreach (var (type, columns) in shared)
        {
            foreach (var row in await (Task<List<object>>)Shared.MakeGenericMethod(type.ClrType).Invoke(null, [db, ct])!)
            {
                texts += Texts(row, columns).Count();
                if (Texts(row, columns).Any(CardText.HoldsCard)) found++;
            }
        }
        return (texts, found);
    }

    private static async Task<List<object>> SharedAsync<T>(RestpyDb db, CancellationToken ct) where T : class => [.. await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().Take(SharedRows).ToListAsync(ct)];

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

    private static IEnumerable<string> Texts(object row, List<PropertyInfo> columns) => columns.Select(c => c.GetValue(row)).SelectMany(value => value switch
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
