using Restpy.Floor.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>Answers Floor's question: a table with an open order is not taken out of use.</summary>
internal sealed class TableGuests(RestpyDb db) : ITableGuests
{
    public async Task<bool> SitAtAsync(Guid tableId, CancellationToken ct) =>
        await db.OrderAtAsync(tableId, ct) is not null;
}
