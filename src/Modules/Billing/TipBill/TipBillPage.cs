using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.TipBill;

[Needs(BillingPermissions.Make)]
internal sealed class TipBillPage(TipBillHandler tips, RestaurantDirectory restaurants, WorkScope scope) : BillingPage
{
    public IActionResult OnGet(Guid id) => Redirect($"/staff/bills/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, string? tip, CancellationToken ct)
    {
        var typed = Typed(tip, (await restaurants.GetAsync(scope.Restaurant, ct)).Currency, "tip");
        if (!typed.Ok) return Refuse(typed.Error);
        var request = new TipBillRequest(id, typed.Value, CommandId);
        var outcome = await OnceAsync(request, () => tips.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done($"/staff/bills/{id}", Words["bill.done.tip"]) : Refuse(outcome.Error);
    }
}
