using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Networks;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// For when the lists of networks have locked everybody out: whoever has the machine takes them away, and the log says
/// so. There is no way to it but the command line.
/// </summary>
public sealed class NetworkRescue
{
    private readonly RestpyDb _db;
    private readonly WorkScope _scope;
    private readonly RestaurantDirectory _places;

    internal NetworkRescue(RestpyDb db, WorkScope scope, RestaurantDirectory restaurants) =>
        (_db, _scope, _places) = (db, scope, restaurants);

    /// <summary>Takes away all lists of a restaurant, or of the installation's own people.</summary>
    /// <param name="slug">The restaurant's address; null for the installation.</param>
    /// <param name="why">For the log.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>How many there were; null where there is no such restaurant.</returns>
    public async Task<int?> ClearAsync(string? slug, string why, CancellationToken ct)
    {
        var restaurant = slug is null ? AuditEntry.OfThePlatform : (await _places.FindAsync(slug, ct))?.Id;
        if (restaurant is null) return null;
        _scope.Enter(restaurant, null, Actor.System("command line"));
        await using var work = await _db.BeginAsync(ct);
        await work.LockAsync("networks", ct);
        var rows = await _db.Set<AllowedNetworks>().Where(n => n.Networks != "").ToListAsync(ct);
        foreach (var row in rows)
        {
            row.Clear();
            _db.Publish(new NetworksChanged(row.Id));
        }
        // Written also where there was nothing to take away: that somebody tried is news.
        _db.Act("staff.networks-cleared", nameof(AllowedNetworks), restaurant.Value, $"{rows.Count}", why);
        await work.SaveAsync(Done.It, ct);
        return rows.Count;
    }
}
