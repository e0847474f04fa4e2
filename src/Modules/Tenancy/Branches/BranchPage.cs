using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Branches;

/// <summary>
/// What the pages of one branch share: the branch as it is, and the version the form was opened with.
/// </summary>
internal abstract class BranchPage(RestpyDb db, BranchFinder desk) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public long Version { get; set; }

    public Branch Branch { get; private set; } = null!;

    public Restaurant Restaurant { get; private set; } = null!;

    protected async Task<bool> FindAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await desk.FindAsync(Id, ct) is not { } branch) return false;
        // Only looked at: what is changed is found again in its transaction.
        db.ChangeTracker.Clear();
        Branch = branch;
        Restaurant = await db.Set<Restaurant>().AsNoTracking().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
        return true;
    }
}

/// <summary>Name, address and registrations of a branch; the way to close it.</summary>
[Needs(TenancyPermissions.ChangeBranch), NeedsStepUp]
internal sealed class EditBranchPage(RestpyDb db, BranchFinder desk, TenancyRules rules, ChangeBranchHandler change,
    CloseBranchHandler close) : BranchPage(db, desk)
{
    [BindProperty]
    public BranchForm Form { get; set; } = new();

    public IReadOnlyList<TaxProfileInfo> Profiles => rules.ProfilesOf(Restaurant.Country);

    public bool MayClose => MayDo(TenancyPermissions.OpenBranches);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        (Version, Form) = (Branch.Version, BranchForm.Of(Branch));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new ChangeBranchRequest(Id, Version, Form.Facts(Restaurant.Country));
        var outcome = await OnceAsync(request, () => change.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/settings/branches", Words["tenancy.saved"]) : Refuse(outcome.Error, "Form.");
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Form = BranchForm.Of(Branch);
        if (!MayClose) return StatusCode(403);
        var request = new CloseBranchRequest(Id, Version);
        var outcome = await OnceAsync(request, () => close.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/settings/branches", Words["tenancy.branch-closed", new { Branch.Name }])
            : Refuse(outcome.Error);
    }
}
