using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Floor.Contract.Questions;

/// <summary>The tables of the scope's restaurant and branch.</summary>
public sealed class Tables
{
    private readonly RestpyDb _db;

    internal Tables(RestpyDb db) => _db = db;

    /// <summary>
    /// All tables in use at the scope's branch (of all branches where the scope names none), by area and number.
    /// </summary>
    public async Task<IReadOnlyList<TableInfo>> OfBranchAsync(CancellationToken ct) => await InUse().ToListAsync(ct);

    /// <summary>One table in use; null when it is out of use or not of this restaurant and branch.</summary>
    public Task<TableInfo?> FindAsync(Guid tableId, CancellationToken ct) => InUse(tableId).FirstOrDefaultAsync(ct);

    private IQueryable<TableInfo> InUse(Guid? only = null) =>
        from table in _db.Set<Table>().AsNoTracking()
        join area in _db.Set<Area>().AsNoTracking() on table.AreaId equals area.Id
        where table.OutOfUseAt == null && (only == null || table.Id == only)
        orderby area.Sort, area.Name, table.Sort, table.Number
        select new TableInfo(table.Id, table.BranchId, table.Number, area.Id, area.Name, table.Seats, table.Sort);
}
