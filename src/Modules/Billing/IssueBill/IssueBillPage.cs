using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.IssueBill;

/// <summary>The Print button of an open bill.</summary>
[Needs(BillingPermissions.Make)]
internal sealed class IssueBillPage(IssueBillHandler issue) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var request = new IssueBillRequest(id, CommandId);
        var outcome = await OnceAsync(request, () => issue.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Redirect(outcome.Value.Url) : Refuse(outcome.Error);
    }
}
