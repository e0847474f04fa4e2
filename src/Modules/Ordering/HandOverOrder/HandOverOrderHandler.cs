using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Ordering.HandOverOrder;

/// <param name="MemberId">Who serves it from now on; null: who asks.</param>
public sealed record HandOverOrderRequest(Guid CommandId, Guid? MemberId);

/// <summary>They do not work in this branch, or may not take orders.</summary>
internal sealed record NoWaiterHere() : Error(ErrorKind.Invalid);

/// <summary>Another waiter serves the order: the shift ends, or the section is full.</summary>
internal sealed class HandOverOrderHandler(RestpyDb db, OrderFinder orders, Colleagues colleagues)
{
    public async Task<Outcome<Done>> HandleAsync(
        Guid orderId, HandOverOrderRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if ((request.MemberId ?? actor.MemberId) is not { } memberId
            || !await colleagues.KeepAsync(work, memberId, OrderingPermissions.Take, ct)
            || await colleagues.FindAsync(memberId, ct) is not { } waiter
            || (waiter.BranchId is { } branch && branch != db.Scope.Branch))
            return new NoWaiterHere() { Field = "memberId" };
        if (await orders.LockAsync(work, orderId, ct) is not { } order) return new NotFound("order");
        if (order.WaiterId == waiter.PersonId) return Done.It;
        if (order.HandTo(waiter.PersonId, waiter.Name) is { Error: { } refused }) return refused;
        db.Act("order.handed-over", order, order.Label);
        db.Publish(new OrderHandedOver(order.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
