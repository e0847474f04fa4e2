using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.MoveDishes;

/// <param name="ToOrderId">An open order they go to.</param>
/// <param name="TableId">Else the table, whose open order they go to, or which begins one with them; without both
/// they are taken away.</param>
public sealed record MoveDishesRequest(
    Guid CommandId, IReadOnlyList<MovedDish>? Dishes, Guid? ToOrderId, Guid? TableId);

public sealed record MovedDish(Guid LineId, int Quantity);

/// <param name="OrderId">The order they are on now.</param>
public sealed record MoveDishesAnswer(Guid OrderId, string Label);

internal sealed record NoDishChosen(int Most) : Error(ErrorKind.Invalid);

internal sealed record SameOrder() : Error(ErrorKind.Invalid);

/// <summary>Some dishes of an order go to another one: a guest changes the table, or pays with friends.</summary>
internal sealed class MoveDishesHandler(RestpyDb db, OrderFinder orders)
{
    private const int Most = 100;

    public async Task<Outcome<MoveDishesAnswer>> HandleAsync(
        Guid orderId, MoveDishesRequest request, Actor actor, CancellationToken ct)
    {
        var wanted = request.Dishes ?? [];
        if (wanted.Count is 0 or > Most || wanted.DistinctBy(d => d.LineId).Count() != wanted.Count)
            return new NoDishChosen(Most) { Field = "dishes" };
        await using var work = await db.BeginAsync(ct);
        if (request is { ToOrderId: null, TableId: { } table }) await work.LockAsync($"table:{table:N}", ct);
        var there = request.ToOrderId ?? (request.TableId is null ? null
            : await db.OrdersAt(request.TableId.Value).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct));
        if ((await orders.LockBothAsync(work, orderId, there, ct)).One is not { } from) return new NotFound("order");
        if (from.MayTakeLines() is { Error: { } closed }) return closed;
        var channel = from.Channel == OrderChannel.Training ? OrderChannel.Training
            : request.TableId is null ? OrderChannel.Takeaway : OrderChannel.DineIn;
        var found = await orders.OpenAsync(work, new(there, request.TableId, channel), ct);
        if (!found.Ok) return found.Error;
        var to = found.Value;
        if (to.Id == from.Id) return new SameOrder();
        if (to.MayTakeLines() is { Error: { } full }) return full;
        if ((to.Channel == OrderChannel.Training) != (from.Channel == OrderChannel.Training))
            return new PracticeStays();

        var ids = wanted.Select(d => d.LineId).ToList();
        var lines = await db.Set<OrderLine>().Where(l => l.OrderId == from.Id && ids.Contains(l.Id)).ToListAsync(ct);
        if (lines.Count != wanted.Count) return new NotFound("line");
        var moved = new List<OrderLine>();
        foreach (var dish in wanted)
        {
            var line = lines.Single(l => l.Id == dish.LineId);
            var part = line.MoveTo(to, dish.Quantity);
            if (!part.Ok) return part.Error;
            if (!ReferenceEquals(part.Value, line)) db.Add(part.Value);
            moved.Add(part.Value);
        }
        to.ServedBy(actor.PersonId ?? Guid.Empty, actor.Name);
        from.RemoveDishes(moved.Sum(l => l.ValueMinor));
        to.AddDishes(moved.Select(l => l.KotId).Distinct().Count(), moved.Sum(l => l.ValueMinor));
        var dishes = string.Join(", ", moved.Select(l => $"{l.Quantity} × {l.Name.In("en")}"));
        db.Act("order.dishes-moved", from, CleanText.Cut($"{from.Label} → {to.Label}: {dishes}", 200));
        db.Publish(new DishesMoved(from.Id));
        db.Publish(new DishesMoved(to.Id));
        return await work.SaveAsync(new MoveDishesAnswer(to.Id, to.Label), ct);
    }
}
