using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.ChooseRestaurant;

/// <summary>
/// How many places each person has to choose from. Kept for two minutes: every page of the staff asks.
/// </summary>
internal sealed class WorkplaceCounts
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    public ConcurrentDictionary<Guid, (int Count, DateTimeOffset Until)> ByPerson { get; } = new();
}

internal sealed class WorkplaceChoice(RestpyDb db, WorkScope scope, Workplaces workplaces, WorkplaceCounts counts)
    : IWorkplaceChoice
{
    /// <summary>Enough for every person of a large restaurant; beyond it the counts are read anew.</summary>
    private const int Most = 10_000;

    public async ValueTask<bool> IsOfferedAsync(Session me, CancellationToken ct)
    {
        // A PIN is known to one branch alone.
        if (me.TabletId is not null || me.OnlyEnrols) return false;
        var now = db.Time.GetUtcNow();
        if (counts.ByPerson.TryGetValue(me.PersonId, out var kept) && kept.Until > now) return kept.Count > 1;
        using var here = scope.Return();
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == me.PersonId, ct);
        var restaurants = await workplaces.OfAsync(person, ct);
        if (counts.ByPerson.Count > Most) counts.ByPerson.Clear();
        counts.ByPerson[me.PersonId] = (restaurants.Count, now + WorkplaceCounts.KeptFor);
        return restaurants.Count > 1;
    }
}
