using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.PrintProforma;

/// <summary>The Print button of a bill that has no number yet.</summary>
[Needs(BillingPermissions.Make)]
internal sealed class PrintProformaPage(PrintProformaHandler print) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var request = new PrintProformaRequest(id, CommandId);
        var outcome = await OnceAsync(request, () => print.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Redirect(outcome.Value.Url) : Refuse(outcome.Error);
    }
}
