using Restpy.Kernel;

namespace Restpy.Staff.Rights;

/// <summary>
/// Whether a member still works here, and a mark that changes with their rights. Read with the session on every request, so
/// that a change is in force on the next one, on every node.
/// </summary>
[SharedByAllRestaurants("Asked together with the session, before its restaurant is known; says nothing about it.")]
[NotAudited("Written with the member or the rights, which are audited.")]
internal sealed class Tenure
{
    public Guid MemberId { get; init; }

    /// <summary>A new id with each change: two changes at once cannot end at the same mark, as a counter read twice would.</summary>
    public Guid Mark { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
