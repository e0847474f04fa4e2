using Microsoft.AspNetCore.Mvc;
using Restpy.Floor.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Floor.Layout;

/// <summary>The floor of one branch on paper: its areas and tables, and the way to change them.</summary>
[Needs(FloorPermissions.SeeTables)]
internal sealed class TablesPage(FloorPlan floor, CodeTokens tokens, PublicAddress publicAddress, WorkScope scope)
: StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    public Plan Plan { get; private set; } = null!;

    public bool MayEdit => Me.May(FloorPermissions.EditTables);

    public bool MayPrint => Me.May(FloorPermissions.PrintCodes);

    /// <summary>The branches this person may look at.</summary>
    public IEnumerable<Tenancy.Contract.Questions.BranchInfo> Branches =>
        Plan.Restaurant.Branches.Where(b => Me.BranchId is null || Me.BranchId == b.Id);

    /// <summary>What the table's code opens; null where it has none, and for who may not print codes.</summary>
    public string? GuestLink(PlannedTable table) =>
        MayPrint && table is { InUse: true, CodeId: { } code }
            && publicAddress.For(HttpContext) is { } address
            ? new Uri(address, "t/" + tokens.Make(scope.Restaurant, code)).ToString() : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await floor.OfAsync(Branch, ct) is not { } plan) return NotFound();
        Plan = plan;
        return Page();
    }
}
