using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.SeeDay;

internal sealed record ZRow(Guid Id, long Number, DateOnly BusinessDate, DateTimeOffset ClosedAt, string ClosedBy,
    int Bills, long PayableMinor, long VarianceMinor);

/// <summary>
/// The day of the till: its drawer, what came in so far, what keeps it from closing, and the days before.
/// </summary>
[Needs(BillingPermissions.SeeDay)]
internal sealed class DayPage(RestpyDb db, BranchChoice branches, DrawerTotals book, DrawerSessions drawers,
    RestaurantDirectory restaurants, BillableOrders orders) : BillingPage
{
    private const int ShownReports = 60;

    public IReadOnlyList<BranchInfo> Branches { get; private set; } = [];
    public BranchInfo Branch { get; private set; } = null!;
    public Currency Currency { get; private set; }
    public DrawerSession? Session { get; private set; }
    public DayFigures? Figures { get; private set; }
    public IReadOnlyList<ZRow> Reports { get; private set; } = [];
    public IReadOnlyList<(Guid Id, OrderLabel Name)> OpenBills { get; private set; } = [];
    public IReadOnlyList<OpenOrder> OpenOrders { get; private set; } = [];

    /// <summary>A day before today that nobody closed.</summary>
    public DateOnly? Forgotten { get; private set; }

    public bool SeesCash => Me.May(BillingPermissions.SeeExpected);

    /// <summary>Nobody has said yet what lay in the drawer, and no cash has come in since.</summary>
    public bool AsksFloat { get; private set; }

    public bool MayRun => Me.May(BillingPermissions.RunDay);

    public async Task<IActionResult> OnGetAsync(string? branch, CancellationToken ct) =>
        await ReadAsync(branch, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetNowAsync(string? branch, CancellationToken ct) =>
        await ReadAsync(branch, ct) ? Partial("_Now", this) : NotFound();

    public string Amount(long minor) => Money.Format(minor, Currency);

    private async Task<bool> ReadAsync(string? key, CancellationToken ct)
    {
        Branches = await branches.AllAsync(ct);
        if (await branches.FindAsync(key, ct) is not { } branch) return false;
        Branch = branch;
        Currency = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Currency;
        Reports = await db.Set<ZReport>().AsNoTracking().Where(z => z.BranchId == branch.Id)
            .OrderByDescending(z => z.Number).Take(ShownReports)
            .Select(z => new ZRow(z.Id, z.Number, z.BusinessDate, z.ClosedAt, z.ClosedBy, z.Bills,
                z.PayableMinor - z.CreditedMinor, z.VarianceMinor)).ToListAsync(ct);
        Forgotten = await drawers.ForgottenAsync(branch, ct);
        if (await drawers.IdOfOpenAsync(branch.Id, drawers.Today(branch), ct) is not { } sessionId) return true;
        Session = await db.Set<DrawerSession>().AsNoTracking().Include(s => s.Moves.OrderBy(m => m.At))
            .FirstAsync(s => s.Id == sessionId, ct);
        Figures = await book.OfAsync(Session, branch, Currency.Code, null, ct);
        AsksFloat = await drawers.AsksFloatAsync(branch, ct);
        var bills = await db.OpenBills(branch.Id, Session.BusinessDate).Select(b => new
        {
            b.Id, Name = new OrderLabel(b.Channel, b.Number == null ? b.Place : b.Place + " (" + b.Number + ")"),
        }).ToListAsync(ct);
        OpenBills = [.. bills.Select(b => (b.Id, b.Name))];
        OpenOrders = await orders.OpenAsync(branch.Id, Session.BusinessDate, ct);
        return true;
    }
}
