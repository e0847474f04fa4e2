using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Trust.Contract;

namespace Restpy.Trust.Checks;

/// <summary>
/// H7 stands on two legs: what the check sees at every round, and the last attack of the probe on this very program.
/// </summary>
internal static class ProbeEvidence
{
    /// <summary>A scan says nothing of what changed after it: it is run every night.</summary>
    public static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);

    public static Func<IServiceProvider, CancellationToken, Task<Finding>> Beside(
        Func<IServiceProvider, CancellationToken, Task<Finding>> check) => async (services, ct) =>
    {
        var seen = await check(services, ct);
        var last = await services.GetRequiredService<RestpyDb>().Set<ProbeRun>().AsNoTracking()
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        if (last is not null && !last.IsSealed(services.GetRequiredService<MasterKey>()))
        {
            return seen.State == ClaimState.Failing ? seen
                : last.Seal.Length == 0
                ? Findings.NotVerified(
                $"{seen.Evidence} The newest stored run of the probe is of a version that did not seal its results, "
                    + $"so it does not count.")
                : Findings.Failing(
                "The newest stored run of the probe was not written by this installation, or was changed since.");
        }
        return Weigh(seen, last, ProgramBuild.Of(services.GetServices<IModule>()),
            services.GetRequiredService<TimeProvider>().GetUtcNow());
    };

    /// <summary>Failing where either fails, verified only where both hold.</summary>
    internal static Finding Weigh(Finding seen, ProbeRun? last, string build, DateTimeOffset now)
    {
        if (seen.State == ClaimState.Failing) return seen;
        if (last is null)
            return Findings.NotVerified($"{seen.Evidence} The probe has not attacked this installation yet.");
        var when = last.At.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var run = string.Create(CultureInfo.InvariantCulture,
            $"On {when} the probe attacked {last.Endpoints} endpoints and {last.Models} models in {last.Attempts} "
                + $"attempts as every role of one restaurant on another");
        if (last.Failures > 0)
            return Findings.Failing(
                $"{run}: {last.Failures} were not answered as they must be. The operator has the list.");
        if (last.Build != build)
            return Findings.NotVerified(
                $"{seen.Evidence} {run}; the program has changed since, so this counts no more.");
        if (now - last.At > CountsFor || last.At > now.AddHours(1))
            return Findings.NotVerified($"{seen.Evidence} {run}; that is too long ago to count.");
        if (last.NotAttacked > 0)
            return Findings.NotVerified(
                $"{seen.Evidence} {run}: none got through, but {last.NotAttacked} places were left out because the "
                    + $"probe does not know them.");
        return seen with
        {
            Evidence = $"{seen.Evidence} {run}: none got through, and every answer was that to an invented id.",
        };
    }
}
