using Microsoft.AspNetCore.Mvc;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Floor.Layout;

/// <summary>The floor of one branch on paper: its areas and tables, and the way to change them.</summary>
[Needs(FloorModule.SeeTables)]
internal sealed class TablesPage(FloorPlan floor) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    public Plan Plan { get; private set; } = null!;

    public bool MayEdit => Me.May(FloorModule.EditTables);

    public bool MayPrint => Me.May(FloorModule.PrintCodes);

    /// <summary>The branches this person may look at.</summary>
    public IEnumerable<Tenancy.Contract.BranchInfo> Branches => Plan.Restaurant.Branches.Where(b => Me.BranchId is null || Me.BranchId == b.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await floor.OfAsync(Branch, ct) is not { } plan) return NotFound();
        Plan = plan;
        return Page();
    }
}
