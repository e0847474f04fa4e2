using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.CloseDay;

/// <summary>The count: how many of each note and coin. What is expected is not shown before it is counted.</summary>
[Needs(BillingPermissions.RunDay)]
[Reads]
internal sealed class CloseDayPage(CloseDayHandler close, BranchChoice branches, DrawerSessions drawers,
    OpenAtClose open, RestaurantDirectory restaurants, RestpyDb db) : BillingPage
{
    public BranchInfo Branch { get; private set; } = null!;
    public Currency Currency { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The business date that is closed.</summary>
    public DateOnly Day { get; private set; }

    public bool IsToday => Day == drawers.Today(Branch);

    /// <summary>What must be paid or cancelled first. While there is something, nothing is counted.</summary>
    public IReadOnlyList<OpenAtClose.Item> StillOpen { get; private set; } = [];

    public IReadOnlyList<long> Pieces => Denominations.Of(Currency.Code);

    public string Counted(long denomination) =>
        Request.HasFormContentType ? Request.Form[$"n{denomination}"].ToString() : "";

    public async Task<IActionResult> OnGetAsync(string? branch, DateOnly? date, CancellationToken ct)
    {
        if (!await ReadAsync(branch, date, ct)) return NotFound();
        return Day == default ? Redirect($"/staff/day?branch={Branch.Key}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string? branch, DateOnly? date, string? reason, CancellationToken ct)
    {
        if (!await ReadAsync(branch, date, ct)) return NotFound();
        Reason = reason;
        var counts = new List<CountedCash>();
        foreach (var denomination in Pieces)
        {
            var typed = Counted(denomination).Trim();
            if (typed.Length == 0) continue;
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var pieces))
                return Refuse(new CountOutOfRange { Field = "counts" });
            counts.Add(new(denomination, pieces));
        }
        if (counts.Count == 0) return Refuse(new CountMissing { Field = "counts" });
        var request = new CloseDayRequest(Branch.Id, counts, CommandId, reason, date);
        var outcome = await OnceAsync(request, () => close.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(outcome.Value.Url) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(string? key, DateOnly? date, CancellationToken ct)
    {
        if (await branches.FindAsync(key, ct) is not { } branch) return false;
        Branch = branch;
        Currency = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Currency;
        if (await drawers.IdOfOpenAsync(Branch.Id, date, ct) is not { } session) return true;
        Day = await db.Set<DrawerSession>().AsNoTracking().Where(s => s.Id == session).Select(s => s.BusinessDate)
            .SingleAsync(ct);
        StillOpen = await open.OfAsync(Branch.Id, Day, ct);
        return true;
    }
}
