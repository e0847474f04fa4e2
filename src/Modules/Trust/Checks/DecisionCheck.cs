using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Trust.Checks;

/// <summary>A2: every endpoint carries its decision, and every permission asked for is one the catalogue knows.</summary>
internal static class DecisionCheck
{
    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var doors = await services.GetRequiredService<EndpointWalk>().AllAsync();
        var known = services.GetRequiredService<PermissionCatalogue>().All.Select(p => p.Name).ToHashSet();
        var wrong = doors.Where(d => d.Access is null || (d.Access is NeedsAttribute needs && !known.Contains(needs.Permission))).ToList();
        if (wrong.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>().LogError("Without a decision: {Paths}", string.Join(", ", wrong.Select(d => d.Path)));
            return Here.Failing($"{wrong.Count} of {doors.Count} endpoints carry no decision who may use them; they are closed.");
        }
        var needing = doors.Count(d => d.Access is NeedsAttribute);
        return Here.NotVerified(
            $"All {doors.Count} endpoints carry a decision: {needing} ask for one of {known.Count} permissions, {doors.Count(d => d.Access is SignedInAttribute)} for a signed-in person, {doors.Count(d => d.Access is OpenAttribute)} are open to all. Not built yet on this installation: grants and denies for single people, beyond their role.");
    }
}
