using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Audit;

/// <summary>
/// Answers questions to the log of the scope's restaurant, newest first, by place rather than by page number: the tenth
/// page costs what the first does, and entries written meanwhile shift nothing.
/// </summary>
internal sealed class ActivityLog(RestpyDb db, WorkScope scope)
{
    // An id is as old as its entry, give or take what two clocks differ. What is asked for since a time lies in the
    // months since then.
    private static readonly TimeSpan Doubt = TimeSpan.FromDays(1);

    public async Task<List<AuditEntry>> ReadAsync(LogFilter filter, int most, CancellationToken ct) =>
        await Asked(filter).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(most).ToListAsync(ct);

    private IQueryable<AuditEntry> Asked(LogFilter filter)
    {
        var log = Visible();
        if (filter.Person is { } person) log = log.Where(e => e.PersonId == person);
        if (filter.Who is not null && SearchText.Fold(filter.Who) is var who)
            log = log.Where(e => SearchText.Fold(e.PersonName).Contains(who));
        if (filter.Act is { } group && group.EndsWith('.')) log = log.Where(e => e.Action.StartsWith(group));
        else if (filter.Act is { } shortcut && ActivityWords.Shortcuts.TryGetValue(shortcut, out var acts))
            log = log.Where(e => acts.Contains(e.Action));
        else if (filter.Act is { } act) log = log.Where(e => e.Action == act);
        if (filter.Thing is not null) log = About(log, filter.Thing);
        if (filter.From is { } from) log = Since(log, from);
        if (filter.To is { } to) log = log.Where(e => e.At < to);
        if (filter.Before is { } place)
            log = log.Where(e => e.At < place.At || (e.At == place.At && e.Id.CompareTo(place.Id) < 0));
        return log;
    }

    /// <summary>
    /// The ids say nothing the times do not; they tell the database which months to leave out. Those before, and by the
    /// second bound those to come: no entry is from tomorrow. Whole days and written into the statement, so that the
    /// months are left out while it is planned, and it is planned for these days.
    /// </summary>
    private IQueryable<AuditEntry> Since(IQueryable<AuditEntry> log, DateTimeOffset from)
    {
        var (first, end) = (Id.First(Day(from) - Doubt), Id.First(Day(db.Time.GetUtcNow()) + Doubt + Doubt));
        return log.Where(e => e.At >= from && e.Id.CompareTo(EF.Constant(first)) >= 0
            && e.Id.CompareTo(EF.Constant(end)) < 0);

        static DateTimeOffset Day(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);
    }

    private static IQueryable<AuditEntry> About(IQueryable<AuditEntry> log, string thing)
    {
        if (Guid.TryParse(thing, out var id)) return log.Where(e => e.ObjectId == id);
        var folded = SearchText.Fold(thing);
        return log.Where(e => SearchText.Fold(e.ObjectLabel).Contains(folded));
    }

    /// <summary>
    /// Who is bound to a branch sees its entries, and those of no branch (a dish renamed for all), but not who signed
    /// in elsewhere.
    /// </summary>
    private IQueryable<AuditEntry> Visible()
    {
        var log = db.Set<AuditEntry>().AsNoTracking();
        // One or the other, not this or that: of a condition on the branch alone PostgreSQL thinks that it leaves next
        // to nothing, and sorts all that was ever done instead of walking back from the newest.
        return scope.BranchId is { } branch
            ? log.Where(e => e.BranchId == null ? !e.Action.StartsWith("staff.") : e.BranchId == branch) : log;
    }
}
