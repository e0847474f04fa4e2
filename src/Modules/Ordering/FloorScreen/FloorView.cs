using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.FloorScreen;

/// <summary>A tile of the floor: the table and what goes on at it.</summary>
/// <param name="State">free, seated, running, printed, paid, late: a word, an icon and a colour each.</param>
internal sealed record Tile(TableInfo Table, string State, Guid? OrderId, int Covers, string Waiter,
    DateTimeOffset? Since, string Amount, bool Calls, bool AsksBill, bool GuestOrderWaits)
{
    /// <summary>Dishes at the pass that nobody has brought.</summary>
    public int Ready { get; init; }

    /// <summary>All tables of the order where there are several: 4+5.</summary>
    public string Joined { get; init; } = "";
}

/// <summary>An order without a table: takeaway and pickup.</summary>
internal sealed record CounterOrder(Guid Id, OrderLabel Label, string Guest, string State, DateTimeOffset Since,
    DateTimeOffset? PromisedAt, string Amount, bool Waits, int Ready);

internal sealed record FloorView(
    IReadOnlyList<IGrouping<string, Tile>> Areas, IReadOnlyList<CounterOrder> Counter, bool MoreAtCounter)
{
    /// <summary>A day of the till before today that nobody closed.</summary>
    public ForgottenDay? Forgotten { get; init; }

    public IEnumerable<(string State, int Count)> Legend => Areas.SelectMany(a => a).GroupBy(t => t.State)
        .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count()));

    public static string Icon(string state) => state switch
    {
        "seated" => "guests",
        "running" => "flame",
        "printed" => "bill",
        "paid" => "check",
        "late" => "alarm",
        "new" => "bell",
        _ => "table",
    };
}

/// <summary>Reads the floor of the branch in ten queries, however many tables and orders it has.</summary>
internal sealed class FloorReader(
    RestpyDb db, Tables tables, RestaurantDirectory restaurants, OrderSums sums, ReadyDishes readyDishes,
    IForgottenDays days)
{
    /// <summary>A ticket on the board for longer than this makes its table late.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(20);

    /// <summary>The counter shows its oldest orders; the rest stands on the page of open orders.</summary>
    private const int MostAtCounter = 40;

    /// <summary>How long a tile still says Paid after the table was cleared.</summary>
    private static readonly TimeSpan ShowPaidFor = TimeSpan.FromMinutes(2);

    public async Task<FloorView> ReadAsync(Guid? mine, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var now = db.Time.GetUtcNow();
        var (paidSince, lateBefore) = (now - ShowPaidFor, now - LateAfter);
        var open = await db.Set<Order>().AsNoTracking().Where(o => o.OpenTableId != null)
            .ToDictionaryAsync(o => o.OpenTableId!.Value, ct);
        var joined = await db.Set<JoinedTable>().AsNoTracking().Where(j => j.OpenTableId != null)
            .ToDictionaryAsync(j => j.TableId, j => j.OrderId, ct);
        var byId = open.Values.ToDictionary(o => o.Id);
        var paid = (await db.Set<Order>().AsNoTracking()
            .Where(o => o.ClosedAt >= paidSince && o.PaidAt != null && o.TableId != null).Select(o => o.TableId!.Value)
            .ToListAsync(ct)).ToHashSet();
        var counter = await db.Set<Order>().AsNoTracking().Where(o => o.ClosedAt == null && o.OpenTableId == null)
            .OrderBy(o => o.OpenedAt).Take(MostAtCounter + 1).ToListAsync(ct);
        var late = (await db.Set<Kot>().AsNoTracking().Where(k => k.OnBoard != null && k.SentAt < lateBefore)
            .Select(k => k.OrderId).Distinct().ToListAsync(ct)).ToHashSet();
        var shown = open.Values.Concat(counter).Select(o => o.Id).ToList();
        var guestOrders = (await db.Set<OrderLine>().AsNoTracking()
            .Where(l => shown.Contains(l.OrderId) && l.State == LineState.Waiting).Select(l => l.OrderId).Distinct()
            .ToListAsync(ct)).ToHashSet();
        var totals = await sums.OfAsync([.. open.Values, .. counter], ct);
        var ready = (await readyDishes.OfAsync(shown, ct)).GroupBy(k => k.OrderId)
            .ToDictionary(g => g.Key, g => g.Sum(k => k.Dishes));
        string Amount(Order o) => Money.Format(totals[o.Id].PayableMinor, restaurant.Currency);

        bool IsOut(Order o) => o.State == OrderState.BillPrinted || totals[o.Id].IsOut;

        Tile TileOf(TableInfo table)
        {
            if (!open.TryGetValue(table.Id, out var o)
                && !(joined.TryGetValue(table.Id, out var with) && byId.TryGetValue(with, out o)))
                return new(table, paid.Contains(table.Id) ? "paid"
                    : "free", null, table.Seats, "", null, "", false, false, false);
            var state = IsOut(o) ? "printed" : late.Contains(o.Id) ? "late"
                : o.Kots > 0 ? "running" : "seated";
            // What is counted once stands on the order's own table.
            var isOwn = o.OpenTableId == table.Id;
            return new(table, state, o.Id, o.Covers, Initials(o.WaiterName), o.OpenedAt, o.Kots > 0 && isOwn ? Amount(o)
                : "", o.CallsSince is not null, o.AsksBillSince is not null, guestOrders.Contains(o.Id))
            {
                Ready = ready.GetValueOrDefault(o.Id),
                Joined = joined.ContainsValue(o.Id) ? o.Place : "",
            };
        }

        var tiles = (await tables.OfBranchAsync(ct)).Select(TileOf)
            .Where(t => mine is null || (t.OrderId is not null && byId[t.OrderId.Value].WaiterId == mine));
        var atCounter = counter.Take(MostAtCounter)
            .Select(o => new CounterOrder(o.Id, o.Label, o.GuestName, IsOut(o) ? "printed" : o.Kots > 0 ? "running"
                : "new", o.OpenedAt, o.PromisedAt, Amount(o), guestOrders.Contains(o.Id),
                ready.GetValueOrDefault(o.Id)));
        return new([.. tiles.GroupBy(t => t.Table.AreaName)], [.. atCounter.OrderByDescending(o => o.Waits)],
            counter.Count > MostAtCounter)
        {
            Forgotten = await days.OfAsync(db.Scope.Branch, ct),
        };
    }

    private static string Initials(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(p => p[0]));
}
