using Microsoft.AspNetCore.Mvc;
using Restpy.Floor.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Floor.Codes;

/// <summary>One table's code, large on the screen: to scan, to copy its address, to print it alone.</summary>
[Needs(FloorPermissions.PrintCodes)]
internal sealed class SeeCodePage(FloorPlan floor, QrCards cards) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public CodedTable Table { get; private set; } = null!;

    /// <summary>Null: the table has no live code, or the operator has named no address yet.</summary>
    public QrCard? Card { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await floor.TableAsync(Id, ct) is not { } table) return NotFound();
        (Table, Card) = (table, (await cards.OfTableAsync(HttpContext, table, ct)).Value);
        return Page();
    }
}
