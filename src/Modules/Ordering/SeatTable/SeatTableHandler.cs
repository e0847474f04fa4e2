using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Ordering.SendOrder;
using Restpy.Platform.Data;

namespace Restpy.Ordering.SeatTable;

public sealed record SeatTableRequest(Guid CommandId, Guid TableId, int Covers);

public sealed record SeatTableAnswer(Guid OrderId);

/// <summary>Guests sit down: the table is taken before anything is ordered. Also changes the covers later.</summary>
internal sealed class SeatTableHandler(RestpyDb db, OrderFinder orders)
{
    public async Task<Outcome<SeatTableAnswer>> HandleAsync(SeatTableRequest request, Actor actor, CancellationToken ct)
    {
        if (request.Covers is < 1 or > OrderFinder.MaxCovers)
            return new CoversOutOfRange(OrderFinder.MaxCovers) { Field = "covers" };
        await using var work = await db.BeginAsync(ct);
        var found = await orders.OpenAsync(
            work, new(null, request.TableId, OrderChannel.DineIn) { Covers = request.Covers }, ct);
        if (!found.Ok) return found.Error;
        var order = found.Value;
        order.ServedBy(actor.PersonId ?? Guid.Empty, actor.Name);
        db.Act("order.seated", order, order.Label);
        db.Publish(new TableSeated(order.Id));
        return await work.SaveAsync(new SeatTableAnswer(order.Id), ct);
    }
}
