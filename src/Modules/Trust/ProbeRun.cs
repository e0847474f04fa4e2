using Restpy.Kernel;

namespace Restpy.Trust;

/// <summary>One run of the isolation probe against this installation: what it tried and what it found. Written once.</summary>
[SharedByAllRestaurants("It speaks for the wall between all restaurants, and holds nothing of any.")]
internal sealed class ProbeRun
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Which program was attacked; a run says nothing of another.</summary>
    public string Build { get; init; } = "";
    public int Endpoints { get; init; }
    public int Models { get; init; }
    public int Attempts { get; init; }
    public long Milliseconds { get; init; }
    public int Failures { get; init; }
    public int NotAttacked { get; init; }

    /// <summary>What failed and what was not attacked, as JSON; for the operator, never on a page.</summary>
    public string Found { get; init; } = "";
}
