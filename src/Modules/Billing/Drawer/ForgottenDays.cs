using Restpy.Billing.Contract;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Drawer;

/// <summary>A day of the till that nobody closed, for the floor.</summary>
internal sealed class ForgottenDays(RestpyDb db, DrawerSessions drawers, RestaurantDirectory restaurants)
    : IForgottenDays
{
    public async Task<ForgottenDay?> OfAsync(Guid branchId, CancellationToken ct)
    {
        var branch = await restaurants.BranchAsync(db.Scope.Restaurant, branchId, ct);
        return await drawers.ForgottenAsync(branch, ct) is { } date
            ? new(date, $"/staff/day/close?branch={branch.Key}&date={date:O}", BillingPermissions.RunDay) : null;
    }
}
