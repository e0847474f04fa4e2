using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.ReopenBill;

/// <summary>The button that takes a printed bill back.</summary>
[Needs(BillingPermissions.Make)]
internal sealed class WithdrawProformaPage(WithdrawProformaHandler withdraw) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var request = new WithdrawProformaRequest(id, CommandId);
        var outcome = await OnceAsync(request, () => withdraw.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(outcome.Value.Url, Words["bill.done.withdrawn"]) : Refuse(outcome.Error);
    }
}
