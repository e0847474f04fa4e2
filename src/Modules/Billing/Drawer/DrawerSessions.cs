using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Drawer;

/// <summary>
/// Finds the branch's open session of a business date and holds it, so that money and day close do not pass each other.
/// A day that nobody closed stays open beside the next one, and takes no more money.
/// </summary>
internal sealed class DrawerSessions(RestpyDb db, ITenders tenders)
{
    /// <summary>
    /// The open session of today, locked. A guest who wants to pay does not wait for a float: where none is open, this
    /// opens one with an empty drawer, and the float can be paid in later.
    /// </summary>
    public async Task<DrawerSession> CurrentAsync(
        UnitOfWork work, BranchInfo branch, Actor actor, CancellationToken ct) =>
        StartedHere(branch.Id) ?? await OpenAsync(work, branch.Id, Today(branch), ct)
            ?? await StartAsync(work, branch, 0, actor, ct)
            ?? (await OpenAsync(work, branch.Id, Today(branch), ct))!;

    /// <summary>
    /// The open session of the branch, locked until the end of the transaction; null when none is open.
    /// </summary>
    /// <param name="date">Its business date; null: the oldest that is open.</param>
    public async Task<DrawerSession?> OpenAsync(UnitOfWork work, Guid branchId, DateOnly? date, CancellationToken ct)
    {
        while (await IdOfOpenAsync(branchId, date, ct) is { } id)
        {
            // Looked at again after the lock: somebody may have closed it while we waited.
            if (await HoldAsync(work, id, ct) is { } session) return session;
        }
        return null;
    }

    /// <summary>This session, locked; null when it is closed.</summary>
    public async Task<DrawerSession?> HoldAsync(UnitOfWork work, Guid sessionId, CancellationToken ct)
    {
        await work.LockAsync<DrawerSession>(sessionId, ct);
        return await db.Set<DrawerSession>().Include(s => s.Moves)
            .FirstOrDefaultAsync(s => s.Id == sessionId && s.ClosedAt == null, ct);
    }

    public DateOnly Today(BranchInfo branch) => branch.Day.Of(db.Time.GetUtcNow());

    /// <summary>The date of the oldest day before today that nobody closed; null where all are.</summary>
    public async Task<DateOnly?> ForgottenAsync(BranchInfo branch, CancellationToken ct)
    {
        var today = Today(branch);
        return await db.Set<DrawerSession>().AsNoTracking()
            .Where(s => s.BranchId == branch.Id && s.ClosedAt == null && s.BusinessDate < today)
            .OrderBy(s => s.BusinessDate).Select(s => (DateOnly?)s.BusinessDate).FirstOrDefaultAsync(ct);
    }

    /// <returns>Null when another request opened one in the same moment.</returns>
    public async Task<DrawerSession?> StartAsync(
        UnitOfWork work, BranchInfo branch, long floatMinor, Actor actor, CancellationToken ct)
    {
        // The counter's row makes openings of one branch queue; its number is used for nothing else.
        await work.NextAsync($"drawer|{branch.Id:N}", "", ct);
        if (await IdOfOpenAsync(branch.Id, Today(branch), ct) is not null) return null;
        var now = db.Time.GetUtcNow();
        var session = DrawerSession.Open(
            db.Scope.Restaurant, branch.Id, branch.Day.Of(now), floatMinor, now, actor);
        db.Add(session);
        db.Act("billing.drawer-opened", session, branch.Name);
        return session;
    }

    /// <summary>
    /// Whether the float is still to be said: no drawer is open, or one that opened by itself and has held no cash yet.
    /// </summary>
    public async Task<bool> AsksFloatAsync(BranchInfo branch, CancellationToken ct)
    {
        if (await IdOfOpenAsync(branch.Id, Today(branch), ct) is not { } id) return true;
        return await db.Set<DrawerSession>().AsNoTracking()
            .AnyAsync(s => s.Id == id && s.FloatMinor == 0 && !s.Moves.Any(), ct) && await HoldsNoCashAsync(id, ct);
    }

    /// <summary>Says the float of the open session, where it is still to be said.</summary>
    public async Task<bool> StateFloatAsync(DrawerSession session, long floatMinor, CancellationToken ct)
    {
        if (floatMinor <= 0 || session.FloatMinor != 0 || session.Moves.Count > 0
            || !await HoldsNoCashAsync(session.Id, ct)) return false;
        session.StateFloat(floatMinor);
        db.Act("billing.float-stated", session);
        return true;
    }

    /// <summary>Cash never leaves a drawer that does not hold it, whatever the act.</summary>
    public async Task<Outcome<Done>> MayLeaveAsync(
        DrawerSession session, long cashMinor, Currency currency, CancellationToken ct)
    {
        if (cashMinor <= 0) return Done.It;
        var held = DrawerTotals.DrawerOf(session, await tenders.OfSessionAsync(session.Id, ct), null).ExpectedMinor;
        return cashMinor > held ? new DrawerHoldsLess(Money.Format(held, currency)) : Done.It;
    }

    private async Task<bool> HoldsNoCashAsync(Guid session, CancellationToken ct) =>
        (await tenders.OfSessionAsync(session, ct)).All(t => t.Kind != TenderKind.Cash || t.Payments == 0);

    /// <summary>One this very transaction has opened and not saved yet: the bill is issued and paid in one.</summary>
    private DrawerSession? StartedHere(Guid branchId) =>
        db.ChangeTracker.Entries<DrawerSession>()
            .FirstOrDefault(e => e.State == EntityState.Added && e.Entity.BranchId == branchId)?.Entity;

    /// <param name="date">Its business date; null: the oldest that is open.</param>
    public Task<Guid?> IdOfOpenAsync(Guid branchId, DateOnly? date, CancellationToken ct) =>
        db.Set<DrawerSession>().AsNoTracking()
            .Where(s => s.BranchId == branchId && s.ClosedAt == null && (date == null || s.BusinessDate == date))
            .OrderBy(s => s.BusinessDate).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);

    /// <summary>All that are open in the branch.</summary>
    public async Task<IReadOnlySet<Guid>> IdsOfOpenAsync(Guid branchId, CancellationToken ct) =>
        (await db.Set<DrawerSession>().AsNoTracking().Where(s => s.BranchId == branchId && s.ClosedAt == null)
            .Select(s => s.Id).ToListAsync(ct)).ToHashSet();
}
