namespace Restpy.Kernel;

/// <summary>The state of a security claim on this installation. There is no state "true without evidence".</summary>
public enum ClaimState
{
    Verified,
    Failing,
    NotVerifiedHere,
    AssertedByOperator,
}

/// <summary>What a check saw: the state, one sentence of evidence, and when.</summary>
public sealed record Finding(ClaimState State, string Evidence);

/// <summary>
/// One sentence of the security page, with the check that speaks for it on the running system. A claim without a check
/// is shown as not verified here, never as true.
/// </summary>
public sealed record Claim(string Id, string Section, string Sentence, string HowWeKnow)
{
    /// <summary>Runs on the live installation; null where nothing can be seen from inside.</summary>
    public Func<IServiceProvider, CancellationToken, Task<Finding>>? Check { get; init; }
}
