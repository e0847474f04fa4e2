using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Kitchen.EditStations;

/// <param name="Id">Null for a new station.</param>
/// <param name="Sort">Lower numbers first; equal ones keep their order.</param>
internal sealed record StationWish(
    Guid? Id, long Version, LocalText Name, int Sort, int WarnMinutes, int LateMinutes, bool IsRetired);

internal sealed record SaveStationsRequest(Guid BranchId, IReadOnlyList<StationWish> Stations);

internal sealed record StationNameUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>Soon late comes before late, and both within a day.</summary>
internal sealed record StationTimesUnfit() : Error(ErrorKind.Invalid);

internal sealed record TooManyStations(int Max) : Error(ErrorKind.Invalid);

/// <summary>A branch needs one station that cooks.</summary>
internal sealed record NoStationLeft() : Error(ErrorKind.Conflict);

/// <summary>Names, order, times and retirement of all stations of a branch, as one form shows them.</summary>
internal sealed class SaveStationsHandler(RestpyDb db, RestaurantDirectory restaurants)
{
    private const int LongestName = 40;
    private const int Most = 30;

    public async Task<Outcome<Done>> HandleAsync(SaveStationsRequest request, CancellationToken ct)
    {
        if (Check(request, (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Languages[0]) is { Error: { } wrong })
            return wrong;
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"kitchen:stations:{request.BranchId:N}", ct);
        var rows = await db.Set<Station>().Where(s => s.BranchId == request.BranchId).ToListAsync(ct);
        foreach (var (wish, sort) in request.Stations.OrderBy(w => w.Sort).Select((w, i) => (w, i)))
        {
            if (wish.Id is null)
            {
                var station = Station.Open(request.BranchId, NewKey(wish.Name, rows), wish.Name, sort,
                    wish.WarnMinutes * 60, wish.LateMinutes * 60);
                rows.Add(station);
                db.Add(station);
                db.Act("kitchen.station-opened", station, station.Key);
                continue;
            }
            if (rows.Find(s => s.Id == wish.Id) is not { } known) return new NotFound("station");
            if (known.Version != wish.Version) return new ChangedMeanwhile();
            Change(known, wish, sort);
        }
        if (rows.All(s => s.RetiredAt is not null)) return new NoStationLeft();
        db.Publish(new StationsSaved(request.BranchId));
        return await work.SaveAsync(Done.It, ct);
    }

    private void Change(Station station, StationWish wish, int sort)
    {
        var wasRetired = station.RetiredAt is not null;
        station.Change(wish.Name, sort, wish.WarnMinutes * 60, wish.LateMinutes * 60);
        if (wish.IsRetired) station.Retire(db.Time.GetUtcNow());
        else station.Return();
        if (wasRetired != wish.IsRetired)
            db.Act(wish.IsRetired ? "kitchen.station-retired" : "kitchen.station-returned", station, station.Key);
        else if (db.Entry(station).State == EntityState.Modified)
            db.Act("kitchen.station-changed", station, station.Key);
    }

    private static Outcome<Done> Check(SaveStationsRequest request, string language)
    {
        if (request.Stations.Count > Most) return new TooManyStations(Most);
        foreach (var wish in request.Stations)
        {
            if (wish.Name.Texts.GetValueOrDefault(language, "").Length == 0
                || wish.Name.Texts.Values.Any(n => n.Length > LongestName))
                return new StationNameUnfit(LongestName) { Field = "Name" };
            if (wish.WarnMinutes < 1 || wish.LateMinutes <= wish.WarnMinutes || wish.LateMinutes > 24 * 60)
                return new StationTimesUnfit { Field = "Times" };
        }
        return Done.It;
    }

    private static string NewKey(LocalText name, List<Station> rows) =>
        KeyText.New(name, "station", key => rows.Exists(s => s.Key == key));
}
