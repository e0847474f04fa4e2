using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>
/// P1: looks for card numbers in the texts people and machines have left in every table: in the newest of each, every
/// time, and in all older ones a part at a time, so that nothing rests because it is old.
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

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var (scopes, reading) =
            (services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<CardReading>());
        var texted = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().Where(t => !t.IsOwned())
            .Select(t => new TableTexts(t)).Where(t => t.HasTexts).ToList();
        var (tables, shared) =
            (texted.Where(t => t.IsOfARestaurant).ToList(), texted.Where(t => !t.IsOfARestaurant).ToList());
        var all = await services.GetRequiredService<RestaurantDirectory>().NewestAsync(int.MaxValue, ct);
        var started = Stopwatch.GetTimestamp();
        var (texts, found, restaurants) = (0, 0, 0);
        foreach (var restaurant in reading.Due(all))
        {
            if (Stopwatch.GetElapsedTime(started) > Budget) break;
            restaurants++;
            reading.Looked(restaurant);
            foreach (var table in tables)
            {
                var place = new TablePlace(restaurant, table.Table);
                var rows = await ReadAsync(scopes, table, place, reading, ct);
                texts += rows.Sum(row => row.Texts.Count);
                reading.Found(place, rows.Where(HoldsCard).Select(row => row.Id), rows.Select(row => row.Id));
                found += reading.FoundIn(place);
            }
        }
        var (sharedTexts, sharedFound) = await ReadSharedAsync(services.GetRequiredService<RestpyDb>(), shared, ct);
        if (found + sharedFound > 0)
            return Findings.Failing($"{found + sharedFound} rows hold what looks like a card number.");
        if (restaurants == 0)
            return Findings.NotVerified(
                "There is no restaurant on this installation yet, so there is no text to read.");
        var whole = all.SelectMany(r => tables.Select(t => reading.ReadWholeAt(new(r, t.Table)))).ToList();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var unread = whole.Count(at => at is null || now - at > CountsFor);
        var seen =
            $"No card number in {texts} texts of {tables.Count} tables and {restaurants} restaurants, nor in "
                + $"{sharedTexts} texts of {shared.Count} tables all restaurants share.";
        return unread > 0
            ? Findings.NotVerified(
            $"{seen} But {unread} of {whole.Count} tables have not been read to their oldest row within a day; "
                + $"{reading.OlderRead} older rows have been read since the start of the program.")
            : Findings.Verified(
            $"{seen} Every row was read within the last "
                + $"{Math.Max(1, Math.Ceiling((now - whole.Min()!.Value).TotalMinutes)):0} minutes. The rule is "
                + $"another than that by which the program refuses such numbers.");
    }

    /// <summary>
    /// What is no restaurant's: people, letters, reports. Of tables with a restaurant's column PostgreSQL shows none of
    /// the rows here.
    /// </summary>
    private static async Task<(int Texts, int Found)> ReadSharedAsync(
        RestpyDb db, List<TableTexts> shared, CancellationToken ct)
    {
        var (texts, found) = (0, 0);
        foreach (var table in shared)
        {
            var rows = await table.AnyAsync(db, SharedRows, ct);
            texts += rows.Sum(row => row.Texts.Count);
            found += rows.Count(HoldsCard);
        }
        return (texts, found);
    }

    private static bool HoldsCard(TextRow row) => row.Texts.Any(CardText.HoldsCard);

    /// <summary>
    /// The newest rows, those in which something was found before, and the next part of the older ones.
    /// </summary>
    private static async Task<List<TextRow>> ReadAsync(
        IServiceScopeFactory scopes, TableTexts table, TablePlace place, CardReading reading, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(place.Restaurant, null, Actor.System("security check"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var rows = await table.NewestAsync(db, null, NewestRows, null, ct);
        if (rows.Count < NewestRows) reading.Finish(place);
        else
        {
            var older = await table.NewestAsync(
                db, reading.Reached(place) ?? rows[NewestRows - 1].Id, OlderRows, null, ct);
            reading.Reach(place, older.Count < OlderRows ? null : older[^1].Id, older.Count);
            rows.AddRange(older);
        }
        if (reading.Known(place) is { Count: > 0 } known)
            rows.AddRange(await table.NewestAsync(db, null, known.Count, known, ct));
        return rows;
    }
}
