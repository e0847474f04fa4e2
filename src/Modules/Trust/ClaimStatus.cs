using Restpy.Kernel;

namespace Restpy.Trust;

/// <summary>A finding and when it was made.</summary>
internal sealed record CheckResult(Finding Finding, DateTimeOffset At, TimeSpan Took);

/// <summary>
/// How a claim stands on this installation, now. There is no way to a good state but a fresh finding.
/// </summary>
internal sealed record ClaimStatus(Claim Claim, ClaimState State, string Evidence, DateTimeOffset? At)
{
    /// <summary>A finding older than this says nothing of now: the checks have stopped.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    public static ClaimStatus Of(Claim claim, CheckResult? last, DateTimeOffset now)
    {
        if (claim.Check is null)
            return new(claim, ClaimState.NotVerifiedHere, "Nothing checks this on this installation yet.", null);
        if (last is null)
            return new(claim, ClaimState.NotVerifiedHere, "The check has not run yet on this installation.", null);
        if (now - last.At > FreshFor)
            return new(claim, ClaimState.NotVerifiedHere,
                "The last check is too old to count: the checks have stopped running.", last.At);
        if (string.IsNullOrWhiteSpace(last.Finding.Evidence))
            return new(claim, ClaimState.NotVerifiedHere, "The check brought no evidence.", last.At);
        return new(claim, last.Finding.State, last.Finding.Evidence, last.At);
    }
}
