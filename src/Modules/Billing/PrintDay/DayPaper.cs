using Restpy.Ordering.Contract.Questions;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PrintDay;

/// <summary>What X and Z papers share: figures, and how they are written.</summary>
internal abstract class DayPaper : BillingPage
{
    public DayFigures Figures { get; protected set; } = null!;
    public RestaurantInfo Restaurant { get; protected set; } = null!;
    public BranchInfo Branch { get; protected set; } = null!;

    /// <summary>Who counts without seeing what is expected sees no cash before the count.</summary>
    public bool IsBlind => Report is null && !Me.May(BillingPermissions.SeeExpected);

    /// <summary>Null on an X report.</summary>
    public ZReport? Report { get; protected set; }

    public string Title => Report is { } z ? $"Z {z.Number}" : "X";

    protected IReadOnlyDictionary<string, LocalText> Categories { get; set; } = new Dictionary<string, LocalText>();

    /// <summary>The category's name now; figures keep its key, and a category may be gone.</summary>
    public string Category(string key) => Categories.TryGetValue(key, out var name) ? name.In(Words.Language) : key;

    public string Amount(long minor) => Shared.Plain.Of(minor, Restaurant.Currency);

    public string Full(long minor) => Money.Format(minor, Restaurant.Currency);
}

/// <summary>The X report: the session as it is now, kept nowhere.</summary>
[Needs(BillingPermissions.SeeDay)]
internal sealed class XPage(RestpyDb db, BranchChoice branches, DrawerSessions drawers, DrawerTotals book,
    RestaurantDirectory restaurants, BillableOrders orders) : DayPaper
{
    /// <param name="date">Of the day, where more than one is open; else today's, or the oldest.</param>
    public async Task<IActionResult> OnGetAsync(string? branch, string? size, DateOnly? date, CancellationToken ct)
    {
        if (await branches.FindAsync(branch, ct) is not { } here) return NotFound();
        if ((await drawers.IdOfOpenAsync(here.Id, date ?? drawers.Today(here), ct)
            ?? await drawers.IdOfOpenAsync(here.Id, date, ct)) is not { } id)
            return Redirect($"/staff/day?branch={here.Key}");
        (Branch, Paper) = (here, PaperOf(size));
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Categories = await orders.CategoriesAsync(here.Id, ct);
        var session = await db.Set<DrawerSession>().AsNoTracking().Include(s => s.Moves)
            .FirstAsync(s => s.Id == id, ct);
        Figures = await book.OfAsync(session, here, Restaurant.Currency.Code, null, ct);
        return Page();
    }
}

/// <summary>A Z report as it was frozen.</summary>
[Needs(BillingPermissions.SeeDay)]
internal sealed class ZPage(RestpyDb db, RestaurantDirectory restaurants, BillableOrders orders) : DayPaper
{
    public async Task<IActionResult> OnGetAsync(Guid id, string? size, CancellationToken ct)
    {
        if (await db.Set<ZReport>().AsNoTracking().FirstOrDefaultAsync(z => z.Id == id, ct) is not { } report)
            return NotFound();
        (Report, Paper) = (report, PaperOf(size));
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Branch = Restaurant.Branch(report.BranchId);
        Categories = await orders.CategoriesAsync(Branch.Id, ct);
        Figures = JsonSerializer.Deserialize<DayFigures>(report.FiguresJson, PricedText.Json)!;
        return Page();
    }
}
