using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;

namespace Restpy.Tenancy.Deliveries;

/// <summary>Tries everything a consumer failed at now, not after its pause. Asked twice it is the same.</summary>
internal sealed class TryDeliveriesHandler(RestpyDb db, EventDeliveries deliveries)
{
    public async Task<Outcome<Done>> HandleAsync(string consumer, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await deliveries.TryNowAsync(db, consumer, ct) == 0) return Done.It;
        db.Act("tenancy.deliveries-tried", "Consumer", Guid.Empty, consumer);
        return await work.SaveAsync(Done.It, ct);
    }
}
