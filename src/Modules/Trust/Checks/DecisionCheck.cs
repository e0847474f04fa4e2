using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>
/// A2: every endpoint carries its decision, every permission asked for is one the catalogue knows, and what single
/// people were given or denied is in force.
/// </summary>
internal static class DecisionCheck
{
    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var endpoints = await services.GetRequiredService<EndpointWalk>().AllAsync();
        var known = services.GetRequiredService<PermissionCatalogue>().All.Select(p => p.Name).ToHashSet();
        var wrong = endpoints.Where(
            d => d.Access is null || (d.Access is NeedsAttribute needs && !known.Contains(needs.Permission))).ToList();
        if (wrong.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>()
                .LogError("Without a decision: {Paths}", string.Join(", ", wrong.Select(d => d.Path)));
            return Findings.Failing(
                $"{wrong.Count} of {endpoints.Count} endpoints carry no decision who may use them; they are closed.");
        }
        var needing = endpoints.Count(d => d.Access is NeedsAttribute);
        var counts = await EachRestaurant.AsksAsync(
            services, s => s.GetRequiredService<OverridesInForce>().CountAsync(ct), ct);
        var (holding, notHonoured, rules) =
            (counts.Sum(c => c.Holding), counts.Sum(c => c.NotHonoured), counts.Sum(c => c.Rules));
        if (notHonoured > 0)
            return Findings.Failing(
                $"{notHonoured} of {holding} permissions given to or taken from single people are not what the gate "
                    + $"goes by.");
        return Findings.Verified(
            $"All {endpoints.Count} endpoints carry a decision: {needing} ask for one of {known.Count} permissions, "
                + $"{endpoints.Count(d => d.Access is SignedInAttribute)} for a signed-in person, "
                + $"{endpoints.Count(d => d.Access is OpenAttribute)} are open to all. In the {counts.Count} newest "
                + $"restaurants {rules} permissions of roles are set and {holding} of single people are in force; "
                + $"the gate goes by every one of them.");
    }
}
