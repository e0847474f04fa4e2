using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;
using Restpy.Staff.Contract;

namespace Restpy.Staff.Networks;

/// <summary>
/// The lists of each restaurant, kept in memory because every request asks: dropped when one is changed, on whichever
/// node, and never older than half a minute, should the news of it be lost. What cannot be read lets nobody in.
/// </summary>
internal sealed class AllowedNetworkCache
{
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, (IReadOnlyDictionary<string, string> Lists, long At)> _byRestaurant =
        new();

    public AllowedNetworkCache(IServiceScopeFactory scopes, LiveHub hub, TimeProvider time)
    {
        (_scopes, _time) = (scopes, time);
        hub.Listen(message =>
        {
            if (message is { Topic: NetworksChanged.Topic, Kind: nameof(NetworksChanged) }) Drop(message.RestaurantId);
        });
    }

    /// <summary>
    /// Whoever saved works on under the new list at once; the other nodes hear of it within a second.
    /// </summary>
    public void Drop(Guid restaurant) => _byRestaurant.TryRemove(restaurant, out _);

    /// <param name="restaurantId">Null: the operator's own people.</param>
    /// <param name="role">What they are there.</param>
    /// <param name="personId">Their own list, if there is one, counts in place of their role's.</param>
    /// <param name="address">Where they call from.</param>
    /// <param name="ct">Stops the reading of the lists.</param>
    public async ValueTask<bool> AllowsAsync(
        Guid? restaurantId, Role role, Guid personId, IPAddress address, CancellationToken ct) =>
        Allows(await OfAsync(restaurantId ?? AuditEntry.OfThePlatform, ct), role, personId, address);

    public static bool Allows(IReadOnlyDictionary<string, string> lists, Role role, Guid personId, IPAddress address)
    {
        var own = lists.GetValueOrDefault(new Whose(null, personId).ToString(), "");
        var text = own.Length > 0 ? own : lists.GetValueOrDefault(new Whose(role, null).ToString(), "");
        return NetworkList.Read(text) is { Ok: true } list && list.Value.Allows(address);
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> OfAsync(Guid restaurant, CancellationToken ct)
    {
        if (_byRestaurant.TryGetValue(restaurant, out var known) && _time.GetElapsedTime(known.At) < Oldest)
            return known.Lists;
        var at = _time.GetTimestamp();
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("networks"));
        var lists = await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<AllowedNetworks>().AsNoTracking()
            .ToDictionaryAsync(n => n.Subject, n => n.Networks, ct);
        _byRestaurant[restaurant] = (lists, at);
        return lists;
    }
}
