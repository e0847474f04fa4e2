using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Floor.Codes;

internal sealed record ReissueCodesRequest(IReadOnlyList<Guid> TableIds);

/// <summary>
/// Gives tables new codes. The old ones end in the same act: there is no moment with two, and none with a gap.
/// </summary>
internal sealed class ReissueCodesHandler(RestpyDb db)
{
    public async Task<Outcome<int>> HandleAsync(ReissueCodesRequest request, CancellationToken ct)
    {
        var ids = request.TableIds.Distinct().ToList();
        if (ids.Count is 0 or > 500) return new NoTablesChosen();
        await using var work = await db.BeginAsync(ct);
        var tables = await db.Set<Table>().AsNoTracking().Where(t => ids.Contains(t.Id) && t.OutOfUseAt == null)
            .OrderBy(t => t.Id).ToListAsync(ct);
        if (tables.Count != ids.Count) return new NotFound("table");
        await work.LockAllAsync<Table>(ids, ct);
        var live = await db.Set<TableCode>().Where(c => ids.Contains(c.TableId) && c.RevokedAt == null).ToListAsync(ct);
        var now = db.Time.GetUtcNow();
        foreach (var code in live) code.Revoke(now);
        foreach (var table in tables)
        {
            db.Add(TableCode.Issue(table, now));
            db.Act("floor.code-reissued", table, $"Table {table.Number}");
        }
        foreach (var branch in tables.Select(t => t.BranchId).Distinct())
        {
            db.Publish(new CodesReissued(branch));
            db.Publish(new CodesEnded(branch, branch));
        }
        return await work.SaveAsync(tables.Count, ct);
    }
}
