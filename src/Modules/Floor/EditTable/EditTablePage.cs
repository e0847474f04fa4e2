using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.OutOfUse;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Floor.EditTable;

[Needs(FloorPermissions.EditTables)]
internal sealed class EditTablePage(RestpyDb db, FloorPlan floor, EditTableHandler edit, TakeTableOutHandler takeOut)
: StaffPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public Guid AreaId { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public int? Seats { get; set; }

    [BindProperty]
    public int? Sort { get; set; }

    public Table Table { get; private set; } = null!;

    public Plan Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        ModelState.Clear();
        var request = new EditTableRequest(Id, Version, AreaId, Number, Seats ?? 0, Sort ?? -1);
        var outcome = await OnceAsync(request, () => edit.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Plan.Branch.Key}",
                Words["tables.saved", new { Number = CleanText.Line(Number) }]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostUseAsync(bool inUse, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Show();
        var request = new TakeTableOutRequest(Id, inUse);
        var outcome = await OnceAsync(request, () => takeOut.HandleAsync(request, ct), ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        // Who took the table out by mistake finds the way back on the same page.
        return Done(inUse ? $"/staff/tables?branch={Plan.Branch.Key}"
            : $"/staff/tables/{Id}", Words[inUse ? "tables.back" : "tables.out", new { Table.Number }]);
    }

    private void Show() =>
        (Version, AreaId, Number, Seats, Sort) = (Table.Version, Table.AreaId, Table.Number, Table.Seats, Table.Sort);

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Table = (await db.Set<Table>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == Id, ct))!;
        if (Table is null || await floor.BranchAsync(Table.BranchId, ct) is not { } branch) return false;
        Plan = (await floor.OfAsync(branch.Key, ct))!;
        return true;
    }
}
