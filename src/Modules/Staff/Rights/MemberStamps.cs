using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;

namespace Restpy.Staff.Rights;

/// <summary>
/// Two marks of a member, read with the session on every request, so that a change is in force on the next one, on
/// every node. New ids, not counters: two changes at once cannot end at the same mark.
/// </summary>
[SharedByAllRestaurants("Asked together with the session, before its restaurant is known; says nothing about it.")]
[NotAudited("Written with the member or the rights, which are audited.")]
internal sealed class MemberStamps
{
    public Guid MemberId { get; init; }

    /// <summary>Changes with what the member may do.</summary>
    [Column("mark")]
    public Guid RightsStamp { get; set; }

    /// <summary>
    /// Changes with the role, the branch and the end of the work: sessions opened before it are over.
    /// </summary>
    [Column("standing")]
    public Guid EmploymentStamp { get; set; }

    public static MemberStamps Of(Guid memberId) =>
        new() { MemberId = memberId, RightsStamp = Id.New(), EmploymentStamp = Id.New() };
}
