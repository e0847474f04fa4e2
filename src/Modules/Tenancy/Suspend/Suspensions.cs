using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Suspend;

/// <summary>Which restaurants are suspended, from memory; the operator's own work belongs to none.</summary>
internal sealed class Suspensions(RestaurantDirectory restaurants) : ISuspensions
{
    public async ValueTask<bool> IsSuspendedAsync(Guid restaurantId, CancellationToken ct) =>
        restaurantId != AuditEntry.OfThePlatform && (await restaurants.GetAsync(restaurantId, ct)).IsSuspended;
}
