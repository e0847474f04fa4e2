using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Wall;

namespace Restpy.Staff.Account;

/// <param name="Name">Names the session in a form; a hash of what is a hash of the cookie already.</param>
/// <param name="IsInUse">Used within the last quarter of an hour.</param>
/// <param name="IsThis">The one that asks.</param>
internal sealed record OwnSession(string Name, string RestaurantName, string BranchName, string Ip, string UserAgent,
    DateTimeOffset LastActivityAt, bool IsInUse, bool IsThis);

/// <summary>Where somebody is signed in at present, in whatever restaurant.</summary>
internal sealed class OwnSessions(RestpyDb db, ISessions sessions)
{
    /// <summary>How long after the last gesture somebody still counts as being there.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(15);

    public async Task<List<OwnSession>> OfAsync(Session me, CancellationToken ct)
    {
        var rows = await LivingAsync(me, ct);
        return [.. rows.Select(s => Shown(s, db.Time.GetUtcNow(), s.Id == me.Id))];
    }

    /// <returns>The hash of its cookie; null when there is none of that name.</returns>
    public async Task<string?> FindAsync(Session me, string? name, CancellationToken ct) =>
        (await LivingAsync(me, ct)).FirstOrDefault(s => NameOf(s.Id) == name)?.Id;

    private async Task<List<StaffSession>> LivingAsync(Session me, CancellationToken ct)
    {
        List<StaffSession> rows;
        using (db.BypassTenantWall(StaffBypasses.Person, me.PersonId.ToString()))
            rows = await db.Set<StaffSession>().AsNoTracking()
                .Where(s => s.PersonId == me.PersonId && s.EndedAt == null && s.EndsAt > db.Time.GetUtcNow())
                .OrderByDescending(s => s.CreatedAt).Take(100).ToListAsync(ct);
        var living = new List<StaffSession>();
        foreach (var row in rows)
            if (await sessions.LivesAsync(row.Id, ct)) living.Add(row);
        return living;
    }

    public static OwnSession Shown(StaffSession s, DateTimeOffset now, bool isThis) =>
        new(NameOf(s.Id), s.RestaurantName, s.BranchName, s.Ip, s.UserAgent, s.LastActivityAt,
            now - s.LastActivityAt < InUse, isThis);

    public static string NameOf(string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)).AsSpan(0, 12));
}
