// Reviewed raw SQL: none is written here; events of all restaurants are read in their one order, ids only.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Platform.Consumers;

/// <summary>The events of all restaurants, in the order of their places in the stream.</summary>
internal static class StoredEvents
{
    public static async Task<List<OutboxEvent>> AfterAsync(RestpyDb db, long position, int most, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(TenantBypasses.Stream);
        return await db.Set<OutboxEvent>().IgnoreQueryFilters(["restaurant", "branch"]).AsNoTracking()
            .Where(e => e.Position > position).OrderBy(e => e.Position).Take(most).ToListAsync(ct);
    }
}
