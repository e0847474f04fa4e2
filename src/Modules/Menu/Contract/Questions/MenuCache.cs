using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;

namespace Restpy.Menu.Contract.Questions;

/// <summary>
/// The menus of all branches, built once from the tables and kept in memory until something on them changes. Ordering,
/// pricing and the guest's page read it without touching the database.
/// </summary>
/// <remarks>
/// A copy stands in the table before it reads its first row. Whoever changes the menu takes the copy out after the
/// commit:
/// a build that began before the commit loses its place, and the next reader begins a new one. So no copy older than
/// the last heard change can stay, however builds and changes interleave.
/// </remarks>
public sealed class MenuCache
{
    private const int Patience = 3;

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Guid Restaurant, Guid Branch), Lazy<Task<BranchMenu>>> _menus = new();
    private long _version;

    internal MenuCache(IServiceScopeFactory scopes, LiveHub hub, TimeProvider time)
    {
        (_scopes, _time) = (scopes, time);
        hub.Listen(message =>
        {
            if (message.Topic == "menu") Drop(message.RestaurantId, message.BranchId);
        });
    }

    /// <summary>
    /// The branch's menu as sold now. Many who ask at once share one build. Ask before the transaction begins: a build
    /// reads on a connection of its own, and transactions that wait for it hold theirs.
    /// </summary>
    public ValueTask<BranchMenu> OfAsync(Guid restaurantId, Guid branchId, CancellationToken ct) =>
        Kept(restaurantId, branchId) is { } menu ? new(menu) : new(BuiltAsync((restaurantId, branchId), ct));

    /// <summary>The copy there is, or null while there is none: costs nothing and waits for nobody.</summary>
    internal BranchMenu? Kept(Guid restaurantId, Guid branchId) =>
        _menus.TryGetValue((restaurantId, branchId), out var copy)
            && copy is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } built } ? built.Result : null;

    /// <summary>Takes out the copies a committed change made old; all branches' when it names none.</summary>
    internal void Drop(Guid restaurantId, Guid? branchId)
    {
        if (branchId is { } branch) _menus.TryRemove((restaurantId, branch), out _);
        else foreach (var place in _menus.Keys.Where(k => k.Restaurant == restaurantId)) _menus.TryRemove(place, out _);
    }

    private async Task<BranchMenu> BuiltAsync((Guid Restaurant, Guid Branch) place, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var copy = _menus.GetOrAdd(place, p => new(() => BuildAsync(p.Restaurant, p.Branch)));
            var menu = await WaitAsync(place, copy, ct);
            // Taken out while it was read: it may be half old. Under a stream of changes a menu of this moment is
            // enough.
            if (attempt == Patience || (_menus.TryGetValue(place, out var now) && now == copy)) return menu;
        }
    }

    private async Task<BranchMenu> WaitAsync((Guid, Guid) place, Lazy<Task<BranchMenu>> copy, CancellationToken ct)
    {
        try
        {
            return await copy.Value.WaitAsync(ct);
        }
        catch when (copy.Value.IsFaulted)
        {
            _menus.TryRemove(new(place, copy));
            throw;
        }
    }

    /// <summary>
    /// Runs for all who wait, so nobody's cancellation ends it; in a scope of its own, whoever asked.
    /// </summary>
    private async Task<BranchMenu> BuildAsync(Guid restaurantId, Guid branchId)
    {
        var version = NextVersion();
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurantId, branchId, Actor.System("menu"));
        var rows = await MenuRows.LoadAsync(
            scope.ServiceProvider.GetRequiredService<RestpyDb>(), tracked: false, CancellationToken.None);
        return rows.MenuOf(restaurantId, branchId, version);
    }

    /// <summary>Microseconds of the clock, and larger than the one before even if the clock is not.</summary>
    private long NextVersion()
    {
        while (true)
        {
            var before = Interlocked.Read(ref _version);
            var next = Math.Max(before + 1, (_time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10);
            if (Interlocked.CompareExchange(ref _version, next, before) == before) return next;
        }
    }
}
