using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.MoveCash;

[Needs(BillingPermissions.RunDay)]
internal sealed class MoveCashPage(
MoveCashHandler move, BranchChoice branches, RestaurantDirectory restaurants, WorkScope scope) : BillingPage
{
    public IActionResult OnGet() => Redirect("/staff/day");

    public async Task<IActionResult> OnPostAsync(
        string? branch, string? kind, string? amount, string? reason, CancellationToken ct)
    {
        if (await branches.FindAsync(branch, ct) is not { } here) return Refuse(new NotFound("branch"));
        var typed = Typed(amount, (await restaurants.GetAsync(scope.Restaurant, ct)).Currency, "amount");
        if (!typed.Ok) return Refuse(typed.Error);
        if (!EnumNames.TryRead<CashMovement>(kind, out var movement))
            return Refuse(new AmountOutOfRange { Field = "amount" });
        var request = new MoveCashRequest(here.Id, movement, typed.Value, reason, CommandId);
        var outcome = await OnceAsync(request, () => move.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done($"/staff/day?branch={here.Key}", Words["day.done.move"]) : Refuse(outcome.Error);
    }
}
