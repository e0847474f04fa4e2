using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Networks;

namespace Restpy.Staff.Contract.Questions;

/// <param name="Lists">How many lists there are.</param>
/// <param name="Unreadable">Those of them nobody can read; they let nobody in.</param>
/// <param name="Leaks">Those that let an address in which is not on them.</param>
/// <param name="BindsSuperAdmin">Whether the operator's own people are bound to networks.</param>
/// <param name="BindsAccountant">In how many of the restaurants looked at the accountant is.</param>
public sealed record NetworkStatus(int Lists, int Unreadable, int Leaks, bool BindsSuperAdmin, int BindsAccountant);

/// <summary>How the lists of networks stand; for the security checks.</summary>
public sealed class NetworkLists
{
    // Kept for documentation (RFC 5737, RFC 3849): nobody calls from there.
    private static readonly IPAddress[] Nowhere =
        [IPAddress.Parse("192.0.2.254"), IPAddress.Parse("198.51.100.254"), IPAddress.Parse("2001:db8:ffff:ffff::1")];

    private readonly IServiceScopeFactory _scopes;

    internal NetworkLists(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <param name="restaurants">Which to look at; the installation's own are always.</param>
    /// <param name="ct">Stops the look.</param>
    public async Task<NetworkStatus> LookAsync(IReadOnlyList<Guid> restaurants, CancellationToken ct)
    {
        var standing = new NetworkStatus(0, 0, 0, false, 0);
        foreach (var restaurant in restaurants.Prepend(AuditEntry.OfThePlatform))
        {
            await using var scope = _scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("checks"));
            var lists = await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<AllowedNetworks>().AsNoTracking()
                .Where(n => n.Networks != "").ToListAsync(ct);
            foreach (var list in lists)
                standing = await AddAsync(
                    standing, list, scope.ServiceProvider.GetRequiredService<AllowedNetworkCache>(), ct);
        }
        return standing;
    }

    private static async Task<NetworkStatus> AddAsync(
        NetworkStatus standing, AllowedNetworks list, AllowedNetworkCache book, CancellationToken ct)
    {
        var read = NetworkList.Read(list.Networks);
        // The way the gate asks, with what the gate has in memory: whom the list is of, from where nobody is.
        var whose = Whose.Read(list.Subject) ?? default;
        var leaks = false;
        foreach (var address in Nowhere)
            if (!(read is { Ok: true } && read.Value.Allows(address)))
                leaks |= await book.AllowsAsync(
                    list.RestaurantId, whose.Role ?? Role.Owner, whose.PersonId ?? Guid.Empty, address, ct);
        var isPlatform = list.RestaurantId == AuditEntry.OfThePlatform;
        return new(
            standing.Lists + 1, standing.Unreadable + (read.Ok ? 0 : 1), standing.Leaks + (leaks ? 1 : 0),
            standing.BindsSuperAdmin || (isPlatform && whose.Role == Role.SuperAdmin),
            standing.BindsAccountant + (!isPlatform && whose.Role == Role.Accountant ? 1 : 0));
    }
}
