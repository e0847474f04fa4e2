using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Invite;

[Needs(StaffPermissions.ChangePeople), NeedsStepUp]
internal sealed class InvitePage(InviteHandler invite, Grantors grantors, PublicAddress address,
    RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Role Role { get; set; } = Role.Waiter;

    [BindProperty]
    public Guid? BranchId { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    /// <summary>Those the one who invites may give.</summary>
    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public IReadOnlyList<BranchInfo> Branches { get; private set; } = [];

    /// <summary>Who looks after one branch only invites to that one.</summary>
    public bool MayNameAll { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        (BranchId, Language) =
            (Me.BranchId ?? (MayNameAll && Branches.Count != 1 ? null : Branches[0].Id), Restaurant.Languages[0]);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        if (Unread() is { } unread) return unread;
        var request = new InviteRequest(
            Me.MemberId!.Value, address.For(HttpContext), Email, Name, Role, BranchId, Language);
        var outcome = await OnceAsync(request, () => invite.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done($"/staff/people/invited/{outcome.Value.Id}") : Refuse(outcome.Error);
    }

    private async Task FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var me = await grantors.GetAsync(Me.MemberId!.Value, ct);
        Roles = await grantors.RolesAsync(me, ct);
        (Branches, MayNameAll) = ([.. Restaurant.Branches.Where(b => me.Reaches(b.Id))], me.Reaches(null));
    }
}
