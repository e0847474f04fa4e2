using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Tablets;

/// <param name="Tablet">Paired and not ended.</param>
/// <param name="Key">Its cookie's, for when it was seen.</param>
internal sealed record ListedTablet(Tablet Tablet, TabletKey? Key, string Branch, bool IsThis)
{
    public bool IsHere(DateTimeOffset now) => Key is not null && now - Key.LastSeenAt < TimeSpan.FromMinutes(3);
}

/// <summary>The tablets of the restaurant: paired, seen, ended.</summary>
[Needs(StaffPermissions.PairTablets), NeedsStepUp]
internal sealed class DevicesPage(
RestpyDb db, PairTabletHandler pair, EndTabletHandler end, RestaurantDirectory restaurants) : StaffPage
{
    private const string Here = "/staff/devices";

    public IReadOnlyList<ListedTablet> Tablets { get; private set; } = [];

    public IReadOnlyList<BranchInfo> Branches { get; private set; } = [];

    /// <summary>Shown once, for who carries it to the tablet.</summary>
    public string? Code { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset Now => db.Time.GetUtcNow();

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(
        Guid? branchId, string? name, TabletScreen screen, CancellationToken ct)
    {
        var outcome = await pair.MakeAsync(new(branchId, name, screen), Actor, ct);
        await LoadAsync(ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        (Code, Name) = (PairingCodes.InFours(outcome.Value), name!.Trim());
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken ct) =>
        (await OnceAsync(new { id }, () => end.HandleAsync(id, ct), ct)).Ok ? Done(Here, Words["devices.ended"])
            : NotFound();

    private async Task LoadAsync(CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Branches = [.. restaurant.Branches.Where(b => db.Scope.BranchId is null || b.Id == db.Scope.BranchId)];
        var tablets = await db.Set<Tablet>().AsNoTracking().Where(t => t.PairedAt != null && t.EndedAt == null)
            .OrderBy(t => t.Name).ToListAsync(ct);
        var (ids, restaurantId) = (tablets.Select(t => t.Id).ToList(), db.Scope.Restaurant);
        var keys = await db.Set<TabletKey>().AsNoTracking()
            .Where(k => k.RestaurantId == restaurantId && ids.Contains(k.TabletId) && !k.IsCode).ToListAsync(ct);
        Tablets = [
            .. tablets.Select(t => new ListedTablet(t, keys.FirstOrDefault(k => k.TabletId == t.Id),
                restaurant.Branch(t.BranchId).Name, HttpContext.Tablet()?.TabletId == t.Id))];
    }
}
