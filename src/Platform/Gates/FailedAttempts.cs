using Restpy.Kernel;

namespace Restpy.Platform.Gates;

/// <summary>How often a guess failed in a row, for one account or one address.</summary>
[SharedByAllRestaurants("Counted before anybody knows who asks, and for names that nobody has.")]
[NotAudited("A counter; refused sign-ins are in the log themselves.")]
public sealed class FailedAttempts
{
    /// <summary>A keyed hash: whoever reads the table learns no address and no name.</summary>
    public string Id { get; init; } = "";

    /// <summary>In a row, the one that is being checked included.</summary>
    public int Failures { get; init; }

    public DateTimeOffset LastAt { get; init; }

    /// <summary>Until then no guess is looked at.</summary>
    public DateTimeOffset ClosedUntil { get; init; }
}
