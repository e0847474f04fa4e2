using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Roles;

/// <summary>What each role may do in this restaurant, and where that differs from the usual.</summary>
[Needs(StaffPermissions.SetRoles), NeedsStepUp]
internal sealed class RolesPage(Grantors grantors, RightsReader rights, SetRoleHandler setRole,
    RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    public static readonly IReadOnlyList<Role> Roles =
        [Role.Manager, Role.Cashier, Role.Accountant, Role.Waiter, Role.Kitchen];

    [BindProperty(SupportsGet = true)]
    public Role Role { get; set; } = Role.Manager;

    public IReadOnlyList<Permission> Permissions => rights.Givable;

    public IReadOnlySet<string> May { get; private set; } = new HashSet<string>();

    public IReadOnlySet<string> Mine { get; private set; } = new HashSet<string>();

    /// <summary>Why nothing of this role can be changed; null where it can.</summary>
    public Error? Closed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || !Roles.Contains(Role)) return NotFound();
        await FindAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(List<string>? seen, List<string>? may, CancellationToken ct)
    {
        if (!ModelState.IsValid || !Roles.Contains(Role)) return NotFound();
        await FindAsync(ct);
        var request = new SetRoleRequest(
            Me.MemberId!.Value, Role, [.. (seen ?? []).Distinct().Order()], [.. (may ?? []).Distinct().Order()]);
        var outcome = await OnceAsync(request, () => setRole.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/roles?role={Role}", Words["roles.saved", new { Role = Words[$"role.{Role}"] }])
            : Refuse(outcome.Error);
    }

    public bool IsUsual(Permission permission) =>
        permission.DefaultRoles.Contains(Role) == May.Contains(permission.Name);

    private async Task FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var me = await grantors.GetAsync(Me.MemberId!.Value, ct);
        (May, Mine) = (await rights.OfAsync(Role, ct), me.May);
        Closed = me.Member?.Role == Role ? new NotYourself() : me.Reaches(null) ? null : new AboveYou();
    }
}
