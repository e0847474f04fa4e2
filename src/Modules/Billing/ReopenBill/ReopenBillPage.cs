using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.ReopenBill;

/// <summary>Why a numbered bill that nobody paid is reopened.</summary>
[Needs(BillingPermissions.Reopen), Lendable(BillingPermissions.Make)]
internal sealed class ReopenBillPage(BillSheets sheets, ReopenBillHandler reopen) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>They may not: somebody else's PIN may.</summary>
    public bool AsksToLend => !Me.May(BillingPermissions.Reopen)
        || (HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey("lentBy"));

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        !await ReadAsync(id, ct) ? NotFound() : Sheet.Bill.State == BillState.Printed ? Page() : Redirect(Back);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        var request = new ReopenBillRequest(id, Reason, CommandId);
        var outcome = await OnceAsync(request, () => reopen.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Redirect(outcome.Value.Url) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { Bill.IsIssued: true } sheet) return false;
        Sheet = sheet;
        return true;
    }
}
