using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Staff;

/// <summary>Sessions live in the database. Idle limits by role, an absolute end, and only a person's gesture counts.</summary>
internal sealed class Sessions(RestpyDb db, TimeProvider time, RolePermissions permissions, SessionById byId) : ISessions
{
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);
    private static readonly TimeSpan WriteActivityEvery = TimeSpan.FromSeconds(20);

    /// <summary>60 minutes at a desk, 8 on a tablet that hands share.</summary>
    public static TimeSpan IdleLimit(Role role) => TimeSpan.FromMinutes(role is Role.Waiter or Role.Kitchen ? 8 : 60);

    public static string HashOf(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)));

    public async Task<Session?> FindAsync(string cookie, bool gesture, string ip, CancellationToken ct)
    {
        var id = HashOf(cookie);
        using var door = db.Through(Doors.Session, id);
        var row = await byId.FindAsync(db, id);
        var now = time.GetUtcNow();
        if (row is null || !IsAlive(row, now)) return null;
        if (gesture && now - row.LastActivityAt > WriteActivityEvery) await RecordActivityAsync(row, now, ct);
        return new(row.Id, row.PersonId, row.PersonName, row.RestaurantId, row.RestaurantName, row.BranchId, row.BranchName, row.Role, row.Language,
            permissions.Of(row.Role), row.LastActivityAt, IdleLimit(row.Role));
    }

    public async Task<bool> IsAliveAsync(Session session, CancellationToken ct)
    {
        using var door = db.Through(Doors.Session, session.Id);
        return await byId.FindAsync(db, session.Id) is { } row && IsAlive(row, time.GetUtcNow());
    }

    private static bool IsAlive(StaffSession row, DateTimeOffset now) =>
        row.EndedAt is null && now < row.EndsAt && now - row.LastActivityAt < IdleLimit(row.Role);

    private async Task RecordActivityAsync(StaffSession row, DateTimeOffset now, CancellationToken ct)
    {
        db.Attach(row).Entity.LastActivityAt = now;
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}

/// <summary>What each role may do, computed once from the catalogue.</summary>
internal sealed class RolePermissions(PermissionCatalogue catalogue)
{
    private readonly ConcurrentDictionary<Role, FrozenSet<string>> _byRole = new();

    public FrozenSet<string> Of(Role role) => _byRole.GetOrAdd(role, r => catalogue.Of(r).ToFrozenSet());
}

/// <summary>Read on every request, so compiled once; per model, because a process may run on two databases (tests do).</summary>
internal sealed class SessionById
{
    public Func<RestpyDb, string, Task<StaffSession?>> FindAsync { get; } =
        EF.CompileAsyncQuery((RestpyDb db, string id) => db.Set<StaffSession>().AsNoTracking().FirstOrDefault(s => s.Id == id));
}
