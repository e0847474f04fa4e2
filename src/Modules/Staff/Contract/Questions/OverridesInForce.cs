using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// Whether what was given to and taken from single people is what the gate goes by; for the security checks.
/// </summary>
public sealed class OverridesInForce
{
    private readonly RestpyDb _db;
    private readonly PermissionCache _rights;

    internal OverridesInForce(RestpyDb db, PermissionCache rights) => (_db, _rights) = (db, rights);

    /// <summary>
    /// Of the scope's restaurant: how many overrides hold, how many of them the gate does not honour, and how many
    /// rules of roles there are. Worked out a second time from the rows, so that a mistake in the gate shows.
    /// </summary>
    public async Task<(int Holding, int NotHonoured, int Rules)> CountAsync(CancellationToken ct)
    {
        var now = _db.Time.GetUtcNow();
        var rows = await (
            from o in _db.Set<Override>().AsNoTracking()
            join m in _db.Set<Member>().AsNoTracking() on o.MemberId equals m.Id
            join t in _db.Set<MemberStamps>().AsNoTracking() on m.Id equals t.MemberId
            where o.EndedAt == null && m.LeftAt == null
            select new { Override = o, Member = m, t.RightsStamp }).ToListAsync(ct);
        var holding = rows.Where(r => r.Override.Until is null || now < r.Override.Until).ToList();
        var wrong = 0;
        foreach (var row in holding)
        {
            var may = (await _rights.OfAsync(_db.Scope.Restaurant, row.Member.Id, row.RightsStamp, row.Member.Role,
                row.Override.BranchId ?? row.Member.BranchId, ct)).Contains(row.Override.Permission);
            // What was given another override may have taken; what was taken nothing gives back.
            var taken = holding.Any(r => r.Member.Id == row.Member.Id && !r.Override.Allowed
                && r.Override.Permission == row.Override.Permission);
            if (may != (row.Override.Allowed && !taken)) wrong++;
        }
        return (holding.Count, wrong, await _db.Set<RoleRule>().CountAsync(ct));
    }
}
