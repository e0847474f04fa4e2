using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Floor.Areas;

[Needs(FloorPermissions.EditTables)]
internal sealed class NewAreaPage(FloorPlan floor, AddAreaHandler add) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public BranchInfo Where { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new AddAreaRequest(Where.Id, Name);
        var outcome = await OnceAsync(request, () => add.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Where.Key}", Words["tables.area-added", new { Name = CleanText.Line(Name) }])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Where = (await floor.BranchAsync(Branch, ct))!;
        return Where is not null;
    }
}

[Needs(FloorPermissions.EditTables)]
internal sealed class EditAreaPage(RestpyDb db, FloorPlan floor, EditAreaHandler edit, TakeAreaOutHandler takeOut)
: StaffPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public int? Sort { get; set; }

    public Area Area { get; private set; } = null!;

    public BranchInfo Where { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        (Version, Name, Sort) = (Area.Version, Area.Name, Area.Sort);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        ModelState.Clear();
        var request = new EditAreaRequest(Id, Version, Name, Sort ?? -1);
        var outcome = await OnceAsync(request, () => edit.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Where.Key}", Words["tables.area-saved", new { Name = CleanText.Line(Name) }])
            : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostUseAsync(bool inUse, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        (Version, Name, Sort) = (Area.Version, Area.Name, Area.Sort);
        var request = new TakeAreaOutRequest(Id, inUse);
        var outcome = await OnceAsync(request, () => takeOut.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Where.Key}",
                Words[inUse ? "tables.area-back" : "tables.area-out", new { Area.Name }]) : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Area = (await db.Set<Area>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == Id, ct))!;
        if (Area is null) return false;
        Where = (await floor.BranchAsync(Area.BranchId, ct))!;
        return true;
    }
}
