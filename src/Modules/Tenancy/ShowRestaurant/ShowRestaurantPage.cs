using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.Tenancy.Suspend;

namespace Restpy.Tenancy.ShowRestaurant;

/// <summary>
/// One restaurant for the operator: whether its owner has joined, and the way to suspend and reopen it.
/// </summary>
[Needs(TenancyPermissions.OpenRestaurants), NeedsStepUp]
internal sealed class ShowRestaurantPage(RestpyDb db, WorkScope scope, RestaurantDirectory restaurants,
    IOwnerInvitations invitations, PublicAddress address, SuspendRestaurantHandler suspend) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public Restaurant Restaurant { get; private set; } = null!;

    public RestaurantInfo Info { get; private set; } = null!;

    public IReadOnlyList<string> Owners { get; private set; } = [];

    public IReadOnlyList<OwnerInvitation> Invitations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostSuspendAsync(CancellationToken ct) =>
        ChangeAsync(new(Id, Why ?? ""), "platform.suspended-done", ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) =>
        ChangeAsync(new(Id, null), "platform.reopened-done", ct);

    private async Task<IActionResult> ChangeAsync(SuspendRestaurantRequest request, string done, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        scope.Enter(Id, null, Actor);
        var outcome = await OnceAsync(request, () => suspend.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done($"/platform/restaurants/{Id}", Words[done, new { Restaurant.Name }])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Restaurant =
            (await db.Set<Restaurant>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == Id && !r.IsCanary, ct))!;
        if (Restaurant is null) return false;
        Info = await restaurants.GetAsync(Id, ct);
        Owners = await invitations.OwnersAsync(Id, ct);
        Invitations = await invitations.OpenAsync(Id, address.For(HttpContext), ct);
        return true;
    }
}
