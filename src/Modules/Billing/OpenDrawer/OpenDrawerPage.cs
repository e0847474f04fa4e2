using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.OpenDrawer;

[Needs(BillingPermissions.RunDay)]
internal sealed class OpenDrawerPage(
OpenDrawerHandler open, BranchChoice branches, RestaurantDirectory restaurants, WorkScope scope) : BillingPage
{
    public IActionResult OnGet() => Redirect("/staff/day");

    public async Task<IActionResult> OnPostAsync(
        string? branch, [FromForm(Name = "float")] string? typed, CancellationToken ct)
    {
        if (await branches.FindAsync(branch, ct) is not { } here) return Refuse(new NotFound("branch"));
        var amount = Typed(typed, (await restaurants.GetAsync(scope.Restaurant, ct)).Currency, "float");
        if (!amount.Ok) return Refuse(amount.Error);
        var request = new OpenDrawerRequest(here.Id, amount.Value, CommandId);
        var outcome = await OnceAsync(request, () => open.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done($"/staff/day?branch={here.Key}", Words["day.done.open"]) : Refuse(outcome.Error);
    }
}
