using Restpy.Kernel;

namespace Restpy.Trust.Reports;

/// <summary>
/// How often on one day browsers reported that the content policy refused something. All its texts are ours: who
/// reports is a stranger, and may write what they like, but nothing of it is kept.
/// </summary>
[SharedByAllRestaurants("A page of the product broke its policy, whoever's guest looked at it.")]
[NotAudited("A count of what browsers say; nobody did it.")]
internal sealed class PolicyReport
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Midnight, UTC.</summary>
    public DateTimeOffset Day { get; init; }

    /// <summary>A directive there is, or "other".</summary>
    public string Directive { get; init; } = "";

    /// <summary>An address of ours as the endpoint table writes it, or "elsewhere".</summary>
    public string Page { get; init; } = "";

    /// <summary>Where what was refused came from, as a word of <see cref="ReportReading"/>.</summary>
    public string Source { get; init; } = "";

    public long Count { get; set; }
}

/// <summary>What was reported, with nothing of the reporter's own in it.</summary>
internal sealed record Refused(string Directive, string Page, string Source);
