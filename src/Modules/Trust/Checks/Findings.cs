using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>The findings of what this installation cannot show.</summary>
internal static class Findings
{
    public static Finding Verified(string evidence) => new(ClaimState.Verified, evidence);

    public static Finding Failing(string evidence) => new(ClaimState.Failing, evidence);

    public static Finding NotVerified(string why) => new(ClaimState.NotVerifiedHere, why);

    /// <summary>
    /// A check that says what is missing, until the thing is built and its own check takes the place.
    /// </summary>
    public static Func<IServiceProvider, CancellationToken, Task<Finding>> NotBuilt(string what) =>
        (_, _) => Task.FromResult(NotVerified($"Not built yet on this installation: {what}"));
}
