using Microsoft.EntityFrameworkCore;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Ordering;

/// <summary>A branch with open orders is not closed.</summary>
internal sealed class OpenOrderBusiness(RestpyDb db) : IOpenBusiness
{
    public Task<bool> IsAnyAsync(Guid branchId, CancellationToken ct) => db.Set<Order>()
        .AnyAsync(o => o.BranchId == branchId && o.ClosedAt == null && o.Channel != OrderChannel.Training, ct);
}
