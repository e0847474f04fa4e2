using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Ordering;

internal sealed record TableMissing() : Error(ErrorKind.NotFound);

/// <summary>Finds the order a round belongs to, or begins it. Locks it: two waiters' rounds follow each other, none is lost.</summary>
internal sealed class OrderBook(RestpyDb db, Tables tables, Places places)
{
    public const int MaxCovers = 99;

    /// <param name="kots">How many KOTs a new order sends at once: their numbers are drawn with its own.</param>
    public async Task<Outcome<Order>> OpenAsync(Work work, Guid? orderId, Guid? tableId, OrderChannel channel, int covers, string guestName, string guestPhone, CancellationToken ct, string guestKey = "", int kots = 0)
    {
        if (orderId is { } known) return await LockAsync(work, known, ct) is { } order ? order : new NotFound("order");
        if (channel != OrderChannel.DineIn) return await BeginAsync(work, null, channel, covers, guestName, guestPhone, guestKey, kots, ct);
        if (tableId is not { } wanted || await tables.FindAsync(wanted, ct) is not { } table) return new TableMissing() { Field = "tableId" };
        // Two waiters may begin the same table at once; the second finds the order of the first.
        await work.HoldAsync($"table:{wanted:N}", ct);
        var running = await db.Set<Order>().AsNoTracking().Where(o => o.OpenTableId == wanted).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct);
        if (running is { } id && await LockAsync(work, id, ct) is { IsOpen: true } open)
        {
            if (covers > 0) open.Seat(covers);
            return open;
        }
        return await BeginAsync(work, table, channel, covers, guestName, guestPhone, guestKey, kots, ct);
    }

    /// <summary>The order as it stands once everybody before us has committed.</summary>
    public async Task<Order?> LockAsync(Work work, Guid id, CancellationToken ct) =>
        await work.LockAsync<Order>(id, ct) ? await db.Set<Order>().FirstOrDefaultAsync(o => o.Id == id, ct) : null;

    private async Task<Outcome<Order>> BeginAsync(Work work, TableInfo? table, OrderChannel channel, int covers, string guestName, string guestPhone, string guestKey, int kots, CancellationToken ct)
    {
        var branch = await places.BranchAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        var now = db.Time.GetUtcNow();
        var day = branch.Day.Of(now);
        Draw[] along = kots > 0 ? [Sending.Numbers(branch.Id, day, kots, channel)] : [];
        // Practice has numbers of its own: those of the day have no gaps by it.
        var series = channel == OrderChannel.Training ? "training-order" : "order";
        var number = (int)await work.DrawAsync($"{series}:{branch.Id:N}", day.ToString("yyyy-MM-dd"), 1, ct, along);
        if (channel == OrderChannel.Training) number += Sending.FirstTraining;
        var order = table is null
            ? Order.ToTakeAway(branch.Id, number, day, channel, guestName, guestPhone, now, guestKey)
            : Order.AtTable(branch.Id, number, day, table.Id, table.Number, covers, now, guestKey);
        db.Write(order);
        return order;
    }
}
