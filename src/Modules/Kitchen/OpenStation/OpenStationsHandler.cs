using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Kitchen.OpenStation;

internal sealed record OpenStation(string Key, LocalText Name);

/// <summary>Sets up the stations of the scope's branch.</summary>
internal sealed class OpenStationsHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(IReadOnlyList<OpenStation> stations, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        foreach (var (station, sort) in stations.Select((s, i) => (s, i)))
        {
            var opened = Station.Open(
                db.Scope.Branch, station.Key, station.Name, sort, Station.UsualWarnSeconds, Station.UsualLateSeconds);
            db.Add(opened);
            db.Act("kitchen.station-opened", opened, station.Key);
        }
        return await work.SaveAsync(Done.It, ct);
    }
}
