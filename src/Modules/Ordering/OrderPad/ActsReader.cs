using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Ordering.OrderPad;

/// <summary>What can be done with a whole order: move it, hand it over, cancel it.</summary>
internal sealed record ActsView(
    Order Order, IReadOnlyList<OrderLine> Lines, IReadOnlyList<TableInfo> OtherTables, IReadOnlySet<Guid> Taken,
    IReadOnlyList<JoinedTable> Joined, IReadOnlyList<Colleague> Waiters, Words Words)
{
    public string Language => Words.Language;

    public IReadOnlyList<TableInfo> FreeTables => [.. OtherTables.Where(t => !Taken.Contains(t.Id))];

    public IReadOnlyList<string> Reasons =>
        [.. new[] { "guest-left", "wrong-item", "too-long" }.Select(reason => Words[$"pad.reason.{reason}"])];
}

internal sealed class ActsReader(RestpyDb db, Tables tables, Colleagues colleagues, Words words)
{
    /// <returns>Null where there is no such order, or it is closed.</returns>
    public async Task<ActsView?> ReadAsync(Guid orderId, CancellationToken ct)
    {
        var order = await db.Set<Order>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == orderId, ct);
        if (order is not { IsOpen: true }) return null;
        var taken = await db.TakenTablesAsync(ct);
        var joined = await db.JoinedToAsync(orderId, ct);
        var waiters = await colleagues.AtBranchAsync(db.Scope.Branch, OrderingPermissions.Take, ct);
        var lines = await db.Set<OrderLine>().AsNoTracking()
            .Where(l => l.OrderId == orderId && l.State == LineState.Sent).OrderBy(l => l.PlacedAt).ThenBy(l => l.Sort)
            .ToListAsync(ct);
        return new(order, lines, [.. (await tables.OfBranchAsync(ct)).Where(t => t.Id != order.OpenTableId
            && joined.All(j => j.TableId != t.Id))], taken, joined,
            [.. waiters.Where(w => w.PersonId != order.WaiterId)], words);
    }
}
