using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

internal sealed record TableMissing() : Error(ErrorKind.NotFound);

/// <summary>The order a round is for: one that is named, the one at a table, or a new one.</summary>
internal sealed record OrderTarget(Guid? OrderId, Guid? TableId, OrderChannel Channel)
{
    /// <summary>Zero where nobody said.</summary>
    public int Covers { get; init; }
    public string GuestName { get; init; } = "";
    public string GuestPhone { get; init; } = "";

    /// <summary>Of the phone that orders; empty where staff do.</summary>
    public string GuestKey { get; init; } = "";

    /// <summary>How many KOTs a new order sends at once: their numbers are drawn with its own.</summary>
    public int Kots { get; init; }
}

/// <summary>
/// Finds the order a round belongs to, or begins it. Locks it: two waiters' rounds follow each other, none is lost.
/// </summary>
internal sealed class OrderFinder(RestpyDb db, Tables tables, RestaurantDirectory restaurants)
{
    public const int MaxCovers = 99;

    public async Task<Outcome<Order>> OpenAsync(UnitOfWork work, OrderTarget target, CancellationToken ct)
    {
        if (target.OrderId is { } known)
        {
            if (await LockAsync(work, known, ct) is not { } order) return new NotFound("order");
            // Whoever named its table as well means the guests who sit there now.
            if (order.IsOpen || target.TableId is null) return Seated(order, target);
        }
        if (target.Channel != OrderChannel.DineIn) return await BeginAsync(work, null, target, ct);
        if (target.TableId is not { } wanted || await tables.FindAsync(wanted, ct) is not { } table)
            return new TableMissing() { Field = "tableId" };
        // Two waiters may begin the same table at once; the second finds the order of the first.
        await work.LockAsync($"table:{wanted:N}", ct);
        var running = await db.OrdersAt(wanted).AsNoTracking().Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct);
        if (running is { } id && await LockAsync(work, id, ct) is { IsOpen: true } open)
        {
            return Seated(open, target);
        }
        return await BeginAsync(work, table, target, ct);
    }

    private static Order Seated(Order order, OrderTarget target)
    {
        if (target.Covers > 0 && order.Channel == OrderChannel.DineIn) order.Seat(target.Covers);
        return order;
    }

    /// <summary>The order as it stands once everybody before us has committed.</summary>
    public async Task<Order?> LockAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        await work.LockAsync<Order>(id, ct) ? await db.Set<Order>().FirstOrDefaultAsync(o => o.Id == id, ct) : null;

    /// <summary>
    /// Two of them, locked in one order for everybody, so that two use cases between the same orders do not wait in a
    /// circle.
    /// </summary>
    /// <returns>Null for one that is not here, or was not named.</returns>
    public async Task<(Order? One, Order? Other)> LockBothAsync(
        UnitOfWork work, Guid one, Guid? other, CancellationToken ct)
    {
        var first = other < one ? await LockAsync(work, other.Value, ct) : null;
        var named = await LockAsync(work, one, ct);
        return (named, other is null || other == one ? null : first ?? await LockAsync(work, other.Value, ct));
    }

    private async Task<Outcome<Order>> BeginAsync(
        UnitOfWork work, TableInfo? table, OrderTarget target, CancellationToken ct)
    {
        var (channel, kots) = (target.Channel, target.Kots);
        var branch = await restaurants.BranchAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        var now = db.Time.GetUtcNow();
        var day = branch.Day.Of(now);
        Draw[] along = kots > 0 ? [KitchenSender.Numbers(branch.Id, day, kots, channel)] : [];
        // Practice has numbers of its own: those of the day have no gaps by it.
        var series = channel == OrderChannel.Training ? "training-order" : "order";
        var number = (int)await work.DrawAsync($"{series}:{branch.Id:N}", day.ToString("yyyy-MM-dd"), 1, ct, along);
        if (channel == OrderChannel.Training) number += KitchenSender.FirstTraining;
        var begun = new NewOrder(branch.Id, number, day, now, target.GuestKey);
        var order = table is null
            ? Order.ToTakeAway(begun, channel, target.GuestName, target.GuestPhone)
            : Order.AtTable(begun, table.Id, table.Number, target.Covers);
        db.Add(order);
        return order;
    }
}
