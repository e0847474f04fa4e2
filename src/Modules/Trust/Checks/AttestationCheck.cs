using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>C1 and C2: certificates are the operator's word, with its evidence or not at all.</summary>
internal static class AttestationCheck
{
    public static Func<IServiceProvider, CancellationToken, Task<Finding>> Of(string claim) =>
        (services, _) => Task.FromResult(Find(
        services.GetRequiredService<IOptions<OperatorOptions>>().Value, claim,
        DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));

    internal static Finding Find(OperatorOptions options, string claim, DateOnly today)
    {
        var file = options.Attestations.Where(a => a.Claim == claim && a.Issuer.Length > 0 && a.Report.Length > 0)
            .OrderByDescending(a => a.Until).FirstOrDefault();
        if (file is null)
            return Findings.NotVerified(
                "No evidence is on file on this installation: the operator has entered no certificate or report.");
        if (file.Until < today)
            return Findings.NotVerified(
                $"The evidence on file ended on {Date(file.Until)}: {file.Report}, {file.Issuer}.");
        if (file.From > today)
            return Findings.NotVerified(
                $"The evidence on file begins only on {Date(file.From)}: {file.Report}, {file.Issuer}.");
        return new(ClaimState.AssertedByOperator,
            $"On file: {file.Report}, by {file.Issuer}, for {Date(file.From)} to {Date(file.Until)}. Ask the "
                + $"operator to see it.");
    }

    private static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
