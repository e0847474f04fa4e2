using Restpy.Kernel;

namespace Restpy.Audit.Checks;

/// <summary>What the security page says of the log, and the checks that speak for it.</summary>
internal static class LogClaims
{
    public static readonly IReadOnlyList<Claim> All =
    [
        Of("L1", LoggedCheck.RunAsync), Of("L2", AppendOnlyCheck.RunAsync), Of("L3", ExportCheck.RunAsync),
        Of("L4", SearchCheck.RunAsync),
    ];

    private static Claim Of(string id, Func<IServiceProvider, CancellationToken, Task<Finding>> check) =>
        new(id, "logs", $"claim.{id}", $"claim.{id}.how") { Check = check };
}
