using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Floor.StartFloor;

public sealed class AreaForm
{
    public string? Area { get; set; }
    public int? Tables { get; set; }
    public int? Seats { get; set; }
}

/// <summary>All areas and tables of a new branch on one page.</summary>
[Needs(FloorPermissions.EditTables)]
internal sealed class StartFloorPage(FloorPlan floor, StartFloorHandler start) : StaffPage
{
    private const int RowCount = 4;

    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    [BindProperty]
    public List<AreaForm> Areas { get; set; } = [];

    public BranchInfo Where { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();
        Areas = [new()
        {
            Area = Words["tables.usual-area"], Tables = 8, Seats = 4,
        }, .. Enumerable.Range(1, RowCount - 1).Select(_ => new AreaForm { Seats = 4 })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();
        var request = new StartFloorRequest(
            Where.Id, [.. Areas.Select(a => new StartedArea(a.Area, a.Tables ?? 0, a.Seats ?? 0))]);
        var outcome = await OnceAsync(request, () => start.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables?branch={Where.Key}", Words["tables.started", new { Count = outcome.Value }])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Where = (await floor.BranchAsync(Branch, ct))!;
        return Where is not null;
    }
}

/// <summary>Tables of the guide: done with the first one.</summary>
internal sealed class TablesStep(RestpyDb db) : IGuideStep
{
    public string Key => "tables";
    public int Order => 30;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/tables/start");

    public Task<bool> IsDoneAsync(CancellationToken ct) => db.Set<Table>().AnyAsync(t => t.OutOfUseAt == null, ct);
}
