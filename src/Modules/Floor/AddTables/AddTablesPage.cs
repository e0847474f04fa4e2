using Microsoft.AspNetCore.Mvc;
using Restpy.Floor.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Floor.AddTables;

[Needs(FloorPermissions.EditTables)]
internal sealed class AddTablesPage(FloorPlan floor, AddTablesHandler add) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    [BindProperty]
    public Guid AreaId { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public int? Seats { get; set; }

    [BindProperty]
    public int? HowMany { get; set; }

    public Plan Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        (Seats, HowMany) = (4, 1);
        return await FindAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        ModelState.Clear();
        var request = new AddTablesRequest(AreaId, Number, Seats ?? 0, HowMany ?? 0);
        var outcome = await OnceAsync(request, () => add.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Plan.Branch.Key}", Words["tables.added", new { Count = outcome.Value }])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Plan = (await floor.OfAsync(Branch, ct))!;
        return Plan is not null;
    }
}
