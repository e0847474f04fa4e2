using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Kitchen.Board;

/// <summary>The kitchen display: tickets oldest first, one tap per dish, the head bumps.</summary>
[Needs(OrderingPermissions.Cook), NeedsBranch, ShownOnTablets(TabletScreen.Kitchen)]
[Compressed]
internal sealed class BoardPage(RestpyDb db, KitchenTickets tickets, RestaurantDirectory restaurants) : StaffPage
{
    private const int Recallable = 12;

    public IReadOnlyList<Station> Stations { get; private set; } = [];

    /// <summary>Null is the pass: all stations.</summary>
    public Station? Here { get; private set; }

    public bool Bumped { get; private set; }

    public IReadOnlyList<TicketInfo> Tickets { get; private set; } = [];

    public BranchInfo Branch { get; private set; } = null!;

    /// <summary>How many of each dish are still to be made, over all open tickets of the station.</summary>
    public IEnumerable<(string Name, int Count)> AllDay =>
        Tickets.SelectMany(t => t.Lines).Where(l => !l.Ticked && !l.Voided)
        .GroupBy(l => l.Name.In(ReadsIn)).Select(g => (g.Key, g.Sum(l => l.Quantity))).OrderByDescending(g => g.Item2)
        .Take(16);

    public string Query => $"station={Here?.Key}&done={(Bumped ? 1 : 0)}";

    /// <summary>The word for the business day a ticket was finished on: today, yesterday, earlier.</summary>
    public string DayWord(TicketInfo ticket) =>
        (Branch.Day.Of(db.Time.GetUtcNow()).DayNumber - Branch.Day.Of(ticket.BumpedAt!.Value).DayNumber) switch
        {
            <= 0 => "kitchen.today",
            1 => "kitchen.yesterday",
            _ => "kitchen.earlier",
        };

    public (int Warn, int Late) Limits(string station) =>
        Stations.FirstOrDefault(s => s.Key == station) is { } s ? (s.WarnSeconds, s.LateSeconds) : (300, 600);

    public async Task<IActionResult> OnGetAsync(string? station, int done, CancellationToken ct) =>
        await ReadAsync(station, done, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetTicketsAsync(string? station, int done, CancellationToken ct) =>
        await ReadAsync(station, done, ct) ? Partial("_Tickets", this) : NotFound();

    private async Task<bool> ReadAsync(string? station, int done, CancellationToken ct)
    {
        Words.Language = ReadsIn;
        Branch = await restaurants.BranchAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        Stations = await db.Set<Station>().AsNoTracking().Where(s => s.RetiredAt == null).OrderBy(s => s.Sort)
            .ToListAsync(ct);
        Here = Stations.FirstOrDefault(s => s.Key == station);
        if (Here is null && !string.IsNullOrEmpty(station)) return false;
        Bumped = done == 1;
        Tickets = Bumped ? await tickets.BumpedAsync(Here?.Key, Recallable, ct)
            : await tickets.OnBoardAsync(Here?.Key, ct);
        return true;
    }
}
