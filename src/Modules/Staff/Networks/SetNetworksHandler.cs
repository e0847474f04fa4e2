using System.Net;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;

namespace Restpy.Staff.Networks;

/// <param name="Of">A role or a person; see <see cref="Whose"/>.</param>
/// <param name="Networks">One a line; none: from anywhere.</param>
/// <param name="Was">Whose list the form was opened with.</param>
internal sealed record SetNetworksRequest(string? Of, string? Networks, string? Was);

/// <summary>There is a list, and whoever saves has not seen it: an empty form must not take it away.</summary>
internal sealed record NetworksStand(string Whose) : Error(ErrorKind.Conflict);

/// <summary>Saved so, the next click of whoever saves would be refused.</summary>
internal sealed record NetworksWouldLockYouOut(string Address) : Error(ErrorKind.Conflict);

internal sealed class SetNetworksHandler(RestpyDb db, NetworkSubjects subjects, AllowedNetworkCache book)
{
    /// <param name="request">What is to be.</param>
    /// <param name="me">Who sets it; must not lock themselves out.</param>
    /// <param name="address">Where they are now.</param>
    /// <param name="ct">Stops before the save.</param>
    public async Task<Outcome<Done>> HandleAsync(
        SetNetworksRequest request, Session me, IPAddress address, CancellationToken ct)
    {
        if (Whose.Read(request.Of) is not { } whose || await subjects.LabelAsync(whose, ct) is not { } label)
            return new NotFound("person or role");
        var list = NetworkList.Read(request.Networks);
        if (!list.Ok) return list.Error;
        await using var work = await db.BeginAsync(ct);
        // Two lists, each harmless, may lock somebody out together.
        await work.LockAsync("networks", ct);
        var rows = await db.Set<AllowedNetworks>().ToListAsync(ct);
        var row = rows.Find(r => r.Subject == whose.ToString());
        if (row is { Networks.Length: > 0 } && request.Was != request.Of)
            return new NetworksStand(label) { Field = "networks" };
        var then = rows.ToDictionary(r => r.Subject, r => r.Networks);
        then[whose.ToString()] = list.Value.ToString();
        if (!AllowedNetworkCache.Allows(then, me.Role, me.PersonId, address))
            return new NetworksWouldLockYouOut((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString())
            { Field = "networks" };
        if (row is null) db.Add(row = AllowedNetworks.Of(whose));
        row.Set(list.Value);
        db.Act("staff.networks-set", row, label);
        db.Publish(new NetworksChanged(row.Id));
        var done = await work.SaveAsync(Done.It, ct);
        book.Drop(db.Scope.Restaurant);
        return done;
    }
}
