using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.VoidBill;

[Needs(BillingPermissions.Make)]
internal sealed class VoidBillPage(BillSheets sheets, VoidBillHandler handler) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        !await ReadAsync(id, ct) ? NotFound()
            : Sheet.Bill is { FollowsOrder: true, PaidMinor: 0 } ? Page() : Meanwhile(Sheet.Bill);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        if (Sheet.Bill.State is BillState.Paid) return Meanwhile(Sheet.Bill);
        var request = new VoidBillRequest(id, Reason, CommandId);
        var outcome = await OnceAsync(request, () => handler.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done("/staff/bills", Words["bill.done.void"]) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return false;
        Sheet = sheet;
        return true;
    }
}
