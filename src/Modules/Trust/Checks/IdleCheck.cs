using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Trust.Checks;

/// <summary>A7: the limits in force are the ones promised, and nobody is let in past them.</summary>
internal static class IdleCheck
{
    private static readonly (Role Role, int Minutes)[] Promised =
        [(Role.Manager, 60), (Role.Waiter, 8), (Role.Kitchen, 8)];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var limits = services.GetRequiredService<SessionLimits>();
        var longer = Promised.Where(p => limits.Idle(p.Role) > TimeSpan.FromMinutes(p.Minutes)).ToList();
        if (longer.Count > 0) return Findings.Failing($"{longer.Count} roles stay signed in longer than promised.");
        var onTablets = Enum.GetValues<Role>().Count(role => limits.IdleOnTablet(role) > TimeSpan.FromMinutes(8));
        if (onTablets > 0)
            return Findings.Failing($"{onTablets} roles stay signed in longer than 8 min on a paired tablet.");
        var (past, alive) = await limits.PastLimitAsync(1000, ct);
        if (alive > 0) return Findings.Failing($"{alive} of {past} sessions past their limit would still be let in.");
        var roles = string.Join(", ",
            Enum.GetValues<Role>().GroupBy(limits.Idle).OrderBy(g => g.Key)
            .Select(g =>
                $"{g.Key.TotalMinutes:0} min: {string.Join(" ", g.Select(r => r.ToString().ToLowerInvariant()))}"));
        return Findings.Verified(
            $"Idle limits in force: {roles}; {limits.Absolute.TotalHours:0} h at the longest for all; 8 min for "
                + $"every role on the {await limits.TabletsAsync(ct)} paired tablets. Of {past} sessions past a "
                + $"limit, none would be let in.");
    }
}
