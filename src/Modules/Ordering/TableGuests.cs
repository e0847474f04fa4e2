using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

/// <summary>Answers Floor's question: a table with an open order is not taken out of use.</summary>
internal sealed class TableGuests(RestpyDb db) : ITableGuests
{
    public Task<bool> SitAtAsync(Guid tableId, CancellationToken ct) => db.OrdersAt(tableId).AnyAsync(ct);
}
