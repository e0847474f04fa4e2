using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Audit;

/// <summary>
/// Answers questions to the log of the scope's restaurant, newest first, by place rather than by page number: the tenth
/// page costs what the first does, and entries written meanwhile shift nothing.
/// </summary>
internal sealed class ActivityLog(RestpyDb db, WorkScope scope)
{
    public async Task<List<AuditEntry>> ReadAsync(LogFilter filter, int most, CancellationToken ct) =>
        await Asked(filter).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(most).ToListAsync(ct);

    private IQueryable<AuditEntry> Asked(LogFilter filter)
    {
        var log = Visible();
        if (filter.Person is { } person) log = log.Where(e => e.PersonId == person);
        if (filter.Who?.ToLowerInvariant() is { } who) log = log.Where(e => e.PersonName.ToLower().Contains(who) || e.PersonName.Contains(filter.Who));
        if (filter.Act is { } group && group.EndsWith('.')) log = log.Where(e => e.Action.StartsWith(group));
        else if (filter.Act is { } act) log = log.Where(e => e.Action == act);
        if (filter.Thing is not null) log = About(log, filter.Thing);
        if (filter.From is { } from) log = log.Where(e => e.At >= from);
        if (filter.To is { } to) log = log.Where(e => e.At < to);
        if (filter.Before is { } place) log = log.Where(e => e.At < place.At || (e.At == place.At && e.Id.CompareTo(place.Id) < 0));
        return log;
    }

    private static IQueryable<AuditEntry> About(IQueryable<AuditEntry> log, string thing)
    {
        if (Guid.TryParse(thing, out var id)) return log.Where(e => e.ObjectId == id);
        var lower = thing.ToLowerInvariant();
        return log.Where(e => e.ObjectLabel.ToLower().Contains(lower) || e.ObjectLabel.Contains(thing));
    }

    /// <summary>
    /// Who is bound to a branch sees its entries, and those of no branch (a dish renamed for all), but not who signed in
    /// elsewhere.
    /// </summary>
    private IQueryable<AuditEntry> Visible()
    {
        var log = db.Set<AuditEntry>().AsNoTracking();
        return scope.BranchId is { } branch ? log.Where(e => e.BranchId == branch || (e.BranchId == null && !e.Action.StartsWith("staff."))) : log;
    }
}
