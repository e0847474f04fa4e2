using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Staff.Rights;

/// <summary>
/// What sessions may do, kept in memory under the mark of the member's rights: another mark is another entry.
/// </summary>
internal sealed class PermissionCache(IServiceScopeFactory scopes, PermissionCatalogue catalogue, TimeProvider time)
{
    /// <summary>A large installation's people at work; beyond it the book begins anew.</summary>
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(Guid Member, Guid RightsStamp, Guid? Branch, Role Role), Entry> _entries =
        new();
    private readonly ConcurrentDictionary<Role, FrozenSet<string>> _byRole = new();

    /// <summary>The defaults of a role, for who stands in no restaurant.</summary>
    public FrozenSet<string> Of(Role role) => _byRole.GetOrAdd(role, r => catalogue.Of(r).ToFrozenSet());

    /// <param name="restaurantId">The session's.</param>
    /// <param name="memberId">Who.</param>
    /// <param name="mark">Of their tenure, as read with the session.</param>
    /// <param name="role">The session's.</param>
    /// <param name="branchId">Where they stand.</param>
    /// <param name="ct">Stops it.</param>
    public async ValueTask<FrozenSet<string>> OfAsync(
        Guid restaurantId, Guid memberId, Guid mark, Role role, Guid? branchId, CancellationToken ct)
    {
        var key = (memberId, mark, branchId, role);
        if (_entries.TryGetValue(key, out var known) && time.GetUtcNow() < known.Until) return known.Permissions;
        if (_entries.Count >= Most) _entries.Clear();
        return (_entries[key] = await ReadAsync(restaurantId, memberId, role, branchId, ct)).Permissions;
    }

    private async Task<Entry> ReadAsync(
        Guid restaurantId, Guid memberId, Role role, Guid? branchId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurantId, null, Actor.System("rights"));
        var reader = scope.ServiceProvider.GetRequiredService<RightsReader>();
        var verdicts = await reader.OnAsync(memberId, role, branchId, ct);
        // What was given until a certain time ends without anybody writing anything.
        var until = (await reader.HoldingAsync(memberId, ct)).Min(o => o.Until) ?? DateTimeOffset.MaxValue;
        return new(verdicts.Where(v => v.May).Select(v => v.Permission.Name).ToFrozenSet(), until);
    }

    private sealed record Entry(FrozenSet<string> Permissions, DateTimeOffset Until);
}
