using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.AskServiceCharge;

[Needs(BillingPermissions.Make)]
internal sealed class AskServiceChargePage(AskServiceChargeHandler ask) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, bool wanted, CancellationToken ct)
    {
        var request = new AskServiceChargeRequest(id, wanted, CommandId);
        var outcome = await OnceAsync(request, () => ask.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok
            ? Done($"/staff/bills/{id}", Words[wanted ? "bill.done.service-charge-on" : "bill.done.service-charge-off"])
            : Refuse(outcome.Error);
    }
}
