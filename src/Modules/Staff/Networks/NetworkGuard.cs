using System.Net;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Networks;

/// <summary>Asks the lists for the gates and for the sign-in, and ends sessions that come from elsewhere.</summary>
internal sealed class NetworkGuard(AllowedNetworkCache book, RestpyDb db, WorkScope scope) : INetworks
{
    public ValueTask<bool> AllowsAsync(Session session, IPAddress address, CancellationToken ct) =>
        book.AllowsAsync(session.RestaurantId, session.Role, session.PersonId, address, ct);

    /// <returns>The workplaces a person may take from this address.</returns>
    public async Task<List<Workplace>> OpenFromAsync(
        IReadOnlyList<Workplace> candidates, Guid personId, string ip, CancellationToken ct)
    {
        var open = new List<Workplace>();
        foreach (var workplace in candidates)
            if (IPAddress.TryParse(ip, out var address)
                && await book.AllowsAsync(workplace.RestaurantId, workplace.Role, personId, address, ct))
                open.Add(workplace);
        return open;
    }

    public async Task EndAsync(Session session, Actor actor, CancellationToken ct)
    {
        scope.Enter(session.RestaurantId, session.BranchId, actor);
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, session.Id);
        var row = await db.Set<StaffSession>().FirstAsync(s => s.Id == session.Id, ct);
        // Of several requests from there, one ends it.
        if (row.EndedAt is not null) return;
        row.EndedAt = db.Time.GetUtcNow();
        db.Act("staff.address-refused", nameof(Person), session.PersonId, session.PersonName, "signed out");
        await db.SaveChangesAsync(ct);
    }
}
