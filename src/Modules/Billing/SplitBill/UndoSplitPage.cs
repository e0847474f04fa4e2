using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.SplitBill;

/// <summary>The button that puts the parts of a bill together again.</summary>
[Needs(BillingPermissions.Make)]
internal sealed class UndoSplitPage(UndoSplitHandler undo) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var request = new UndoSplitRequest(id, CommandId);
        var outcome = await OnceAsync(request, () => undo.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(outcome.Value.Url, Words["bill.done.split-undone"]) : Refuse(outcome.Error);
    }
}
