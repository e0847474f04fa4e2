using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>A5: the lists there are let nobody in from where nobody is, and sensitive accounts have one.</summary>
internal static class NetworkCheck
{
    private const int Most = 200;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var restaurants = await services.GetRequiredService<RestaurantDirectory>().NewestAsync(Most, ct);
        var standing = await services.GetRequiredService<NetworkLists>().LookAsync(restaurants, ct);
        if (standing.Leaks > 0)
            return Findings.Failing(
                $"{standing.Leaks} of {standing.Lists} lists let in an address that is not on them.");
        if (standing.Unreadable > 0)
            return Findings.Failing(
                $"{standing.Unreadable} of {standing.Lists} lists cannot be read. They let nobody in.");
        var seen =
            $"{standing.Lists} lists of addresses are in force, and each refused three addresses that are not on it. "
                + $"The accountant is bound to one in {standing.BindsAccountant} of {restaurants.Count} restaurants.";
        return standing.BindsSuperAdmin
            ? Findings.Verified(seen + " The super admin is bound to one.")
            : Findings.NotVerified(
            seen + " The super admin may work from anywhere: the operator has set no list at /platform/networks.");
    }
}
