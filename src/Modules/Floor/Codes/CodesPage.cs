using Microsoft.AspNetCore.Mvc;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Floor.Codes;

/// <summary>The codes of a branch: choose tables, print their sheet, give them new codes, withdraw all.</summary>
[Needs(FloorPermissions.PrintCodes)]
internal sealed class CodesPage(FloorPlan floor, RevokeCodesHandler revoke, PublicAddress publicAddress) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    public Plan Plan { get; private set; } = null!;

    /// <summary>What the codes will say; null: the operator has named no address yet.</summary>
    public Uri? Address => publicAddress.For(HttpContext);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRevokeAsync(string? reason, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new RevokeCodesRequest(Plan.Branch.Id, reason);
        var outcome = await OnceAsync(request, () => revoke.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables/codes?branch={Plan.Branch.Key}",
                Words["codes.revoked", new { Count = outcome.Value }]) : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Plan = (await floor.OfAsync(Branch, ct))!;
        return Plan is not null;
    }
}

/// <summary>New codes for chosen tables, asked once more: the paper on those tables stops working.</summary>
[Needs(FloorPermissions.PrintCodes), NeedsStepUp]
internal sealed class RenewCodesPage(FloorPlan floor, ReissueCodesHandler reissue) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    [BindProperty(SupportsGet = true, Name = "t")]
    public Guid[] Chosen { get; set; } = [];

    public Plan Plan { get; private set; } = null!;

    public IEnumerable<PlannedTable> Tables => Plan.InUse.Where(t => Chosen.Contains(t.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        return Chosen.Length == 0 ? Refuse(new NoTablesChosen()) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new ReissueCodesRequest(Chosen);
        var outcome = await OnceAsync(request, () => reissue.HandleAsync(request, ct), ct);
        return outcome.Ok
            ? Done($"/staff/tables/codes?branch={Plan.Branch.Key}",
                Words["codes.reissued", new { Count = outcome.Value }]) : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Plan = (await floor.OfAsync(Branch, ct))!;
        return Plan is not null;
    }
}

/// <summary>The sheet itself, for the printer: A4, one card a table.</summary>
[Needs(FloorPermissions.PrintCodes)]
internal sealed class QrSheetPage(QrCards cards) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Branch { get; set; }

    [BindProperty(SupportsGet = true, Name = "t")]
    public Guid[] Chosen { get; set; } = [];

    public IReadOnlyList<QrCard> Cards { get; private set; } = [];

    public string Query =>
        "?branch=" + Uri.EscapeDataString(Branch ?? "") + string.Concat(Chosen.Select(id => $"&t={id}"));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var outcome = await cards.OfAsync(HttpContext, Branch, Chosen, ct);
        if (outcome.Ok) Cards = outcome.Value;
        else if (outcome.Error is NotFound) return NotFound();
        else return Refuse(outcome.Error);
        return Page();
    }
}
