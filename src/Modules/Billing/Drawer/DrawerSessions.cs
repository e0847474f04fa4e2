using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Billing.Drawer;

/// <summary>Finds the branch's open session and holds it, so that money and day close do not pass each other.</summary>
internal sealed class DrawerSessions(RestpyDb db)
{
    /// <summary>
    /// The open session, locked. A guest who wants to pay does not wait for a float: where none is open, this opens one
    /// with an empty drawer, and the float can be paid in later.
    /// </summary>
    public async Task<DrawerSession> CurrentAsync(Work work, BranchInfo branch, CancellationToken ct) =>
        StartedHere(branch.Id) ?? await OpenAsync(work, branch.Id, ct) ?? await StartAsync(work, branch, 0, ct) ?? (await OpenAsync(work, branch.Id, ct))!;

    /// <summary>The open session of the branch, locked until the end of the transaction; null when none is open.</summary>
    public async Task<DrawerSession?> OpenAsync(Work work, Guid branchId, CancellationToken ct)
    {
        while (await IdOfOpenAsync(branchId, ct) is { } id)
        {
            await work.LockAsync<DrawerSession>(id, ct);
            // Asked again after the lock: somebody may have closed it while we waited.
            if (await IdOfOpenAsync(branchId, ct) == id) return await db.Set<DrawerSession>().Include(s => s.Moves).FirstAsync(s => s.Id == id, ct);
        }
        return null;
    }

    /// <returns>Null when another request opened one in the same moment.</returns>
    public async Task<DrawerSession?> StartAsync(Work work, BranchInfo branch, long floatMinor, CancellationToken ct)
    {
        // The counter's row makes openings of one branch queue; its number is used for nothing else.
        await work.NextAsync($"drawer|{branch.Id:N}", "", ct);
        if (await IdOfOpenAsync(branch.Id, ct) is not null) return null;
        var now = db.Time.GetUtcNow();
        var session = DrawerSession.Open(db.Scope.Restaurant, branch.Id, branch.Day.Of(now), floatMinor, now, db.Scope.Actor!);
        db.Add(session);
        db.Act("billing.drawer-opened", session, branch.Name);
        return session;
    }

    /// <summary>One this very transaction has opened and not saved yet: the bill is issued and paid in one.</summary>
    private DrawerSession? StartedHere(Guid branchId) =>
        db.ChangeTracker.Entries<DrawerSession>().FirstOrDefault(e => e.State == EntityState.Added && e.Entity.BranchId == branchId)?.Entity;

    public Task<Guid?> IdOfOpenAsync(Guid branchId, CancellationToken ct) =>
        db.Set<DrawerSession>().AsNoTracking().Where(s => s.BranchId == branchId && s.ClosedAt == null).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
}
