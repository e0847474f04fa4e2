using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.ReprintBill;

[Needs(BillingPermissions.Reprint)]
internal sealed class ReprintBillPage(ReprintBillHandler reprint) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, string? size, CancellationToken ct)
    {
        var request = new ReprintBillRequest(id, CommandId);
        var outcome = await OnceAsync(request, () => reprint.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok
            ? Redirect(outcome.Value.Url + (PaperOf(size) is var paper && paper != Paper ? "&size=" + paper : ""))
            : Refuse(outcome.Error);
    }
}
