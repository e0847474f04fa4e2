using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;

namespace Restpy.Staff.RoleDemands;

/// <summary>What each role shows at the sign-in.</summary>
[Needs(StaffPermissions.SetSecurity), NeedsStepUp]
internal sealed class RoleDemandsPage(RestpyDb db, RoleDemandsHandler handler, Passkeys passkeys, IMails mails)
: StaffPage
{
    public IReadOnlyDictionary<Role, SecondFactorRequirement> Asked { get; private set; } =
        new Dictionary<Role, SecondFactorRequirement>();

    public bool CanMail => mails.Way != MailTransport.None;

    public bool CanPasskey => passkeys.AreOffered(HttpContext);

    public bool IsOffered(SecondFactorRequirement demand) => demand switch
    {
        SecondFactorRequirement.SecondFactor => CanMail,
        SecondFactorRequirement.Passkey => CanPasskey,
        _ => true,
    };

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(Role role, SecondFactorRequirement demand, CancellationToken ct)
    {
        var request = new AskOfRoleRequest(role, demand);
        var outcome = ModelState.IsValid
            ? await OnceAsync(request, () => handler.HandleAsync(request, Me, CanPasskey, ct), ct)
            : new NotFound("role");
        if (outcome.Ok) return Done("/staff/security", Words["security.saved"]);
        await LoadAsync(ct);
        return Refuse(outcome.Error);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var rows = await db.Set<RoleSecurity>().AsNoTracking().ToListAsync(ct);
        Asked = RoleDemandsHandler.Roles.ToDictionary(r => r,
            r => rows.FirstOrDefault(row => row.Role == r)?.SecondFactorRequirement
            ?? SecondFactorRequirement.Password);
    }
}
