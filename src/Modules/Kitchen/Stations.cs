using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Kitchen;

/// <summary>Answers which stations there are, and gives a new branch its first ones.</summary>
internal sealed class Stations(RestpyDb db) : IStations, IBranchStart
{
    private static readonly LocalText Kitchen = new(new Dictionary<string, string>
    {
        ["en"] = "Kitchen", ["hi"] = "रसोई", ["fr"] = "Cuisine",
    });

    public async Task<IReadOnlyList<StationName>> InUseAsync(Guid? branchId, CancellationToken ct)
    {
        var rows = await db.Set<Station>().AsNoTracking()
            .Where(s => s.RetiredAt == null && (branchId == null || s.BranchId == branchId)).OrderBy(s => s.Sort)
            .ToListAsync(ct);
        return [.. rows.DistinctBy(s => s.Key).Select(s => new StationName(s.Key, s.Name))];
    }

    /// <summary>
    /// A branch without a station could not cook: it starts with those of the other branch, or with one.
    /// </summary>
    public async Task StartAsync(Guid branchId, Guid? likeBranchId, CancellationToken ct)
    {
        var like = likeBranchId is null ? []
            : await db.Set<Station>().AsNoTracking().Where(s => s.BranchId == likeBranchId && s.RetiredAt == null)
            .OrderBy(s => s.Sort).ToListAsync(ct);
        if (like.Count == 0)
            db.Add(Station.Open(
                branchId, Station.FirstKey, Kitchen, 0, Station.UsualWarnSeconds, Station.UsualLateSeconds));
        foreach (var station in like)
            db.Add(Station.Open(
                branchId, station.Key, station.Name, station.Sort, station.WarnSeconds, station.LateSeconds));
    }
}
