using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Branches;

/// <summary>The branches of the restaurant, with what is missing at each.</summary>
[Needs(TenancyPermissions.ChangeBranch), NeedsStepUp]
internal sealed class BranchesPage(RestpyDb db, BranchFinder desk, TimeProvider time) : StaffPage
{
    public IReadOnlyList<Branch> Branches { get; private set; } = [];

    /// <summary>Copying reads all branches, so who stands in one of several chooses all of them first.</summary>
    public bool MayOpen =>
        MayDo(TenancyPermissions.OpenBranches) && (db.Scope.BranchId is null || Branches.Count == 1 && IsOnly);

    private bool IsOnly { get; set; }

    public bool IsPaused(Branch branch) => branch.PausedUntil > time.GetUtcNow();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Branches = await desk.AllAsync(ct);
        IsOnly = await db.Set<Branch>().CountAsync(b => b.ClosedAt == null, ct) == 1;
    }
}

/// <summary>The owner adds a branch.</summary>
[Needs(TenancyPermissions.OpenBranches), NeedsStepUp]
internal sealed class OpenBranchPage(RestpyDb db, BranchFinder desk, TenancyRules rules, OpenBranchHandler open)
: StaffPage
{
    [BindProperty]
    public BranchForm Branch { get; set; } = new();

    [BindProperty]
    public Guid? Like { get; set; }

    public string Country { get; private set; } = "";

    public IReadOnlyList<TaxProfileInfo> Profiles => rules.ProfilesOf(Country);

    public IReadOnlyList<Branch> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ReadAsync(ct)) return Redirect("/staff/settings/branches");
        var first = Others.First(b => b.ClosedAt is null);
        (Like, Branch) = (first.Id, BranchForm.Of(first));
        (Branch.BranchName, Branch.Address, Branch.Phone, Branch.FoodLicence, Branch.RegistrationNumber) =
            (null, null, null, null, null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await ReadAsync(ct)) return Redirect("/staff/settings/branches");
        var request = new OpenBranchRequest(Branch.Facts(Country), Like);
        var outcome = await OnceAsync(request, () => open.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/settings/branches/{outcome.Value.Id}/hours",
                Words["tenancy.branch-opened", new { Name = CleanText.Line(Branch.BranchName) }])
            : Refuse(outcome.Error, outcome.Error.Field == "Like" ? "" : "Branch.");
    }

    /// <returns>False for an owner who stands in one of several branches: copying reads all of them.</returns>
    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        Country = await db.Set<Restaurant>().Where(r => r.Id == db.Scope.Restaurant).Select(r => r.Country)
            .FirstAsync(ct);
        Others = await desk.AllAsync(ct);
        return db.Scope.BranchId is null || await db.Set<Branch>().CountAsync(b => b.ClosedAt == null, ct) == 1;
    }
}
