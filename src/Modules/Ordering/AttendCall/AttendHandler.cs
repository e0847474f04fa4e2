using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.AttendCall;

public sealed record AttendRequest(Guid CommandId);

/// <summary>Somebody went to the table that called.</summary>
internal sealed class AttendHandler(RestpyDb db, OrderFinder orders)
{
    public async Task<Outcome<Done>> HandleAsync(Guid orderId, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        order.Attended();
        db.Act("order.call-attended", order, order.Label);
        db.Publish(new CallAttended(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
