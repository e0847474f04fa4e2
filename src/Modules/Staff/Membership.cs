using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;
using Restpy.Staff.Factors;

namespace Restpy.Staff;

/// <summary>
/// Where a person works, found by person across restaurants at sign-in, when there is no scope yet. Written together
/// with the <see cref="Member"/> it stands for, and says nothing but which workplaces to offer.
/// </summary>
[SharedByAllRestaurants("Looked up by person before a restaurant is chosen.")]
[NotAudited("Written with the member, which is audited.")]
internal sealed class Membership
{
    public Guid PersonId { get; init; }
    public Guid RestaurantId { get; init; }
    public Guid MemberId { get; init; }
}

/// <summary>A signed-in browser. The cookie's 256 bits are stored only as a hash.</summary>
[SharedByAllRestaurants("Found by the cookie before the scope is known.")]
[NotAudited("Signing in and out are audited; activity is a heartbeat.")]
internal sealed class StaffSession
{
    [Secret]
    public string Id { get; init; } = "";
    public Guid PersonId { get; init; }

    /// <summary>The place in the restaurant the session stands in; null for the operator's console.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>What the place was when the session was opened; see <see cref="Rights.MemberStamps"/>.</summary>
    [Column("standing")]
    public Guid? EmploymentStamp { get; init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.UntilUnused)]
    public string PersonName { get; init; } = "";

    public Guid? RestaurantId { get; init; }
    public string RestaurantName { get; init; } = "";
    public Guid? BranchId { get; init; }
    public string BranchName { get; init; } = "";
    public Role Role { get; init; }
    public string Language { get; init; } = "en";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastActivityAt { get; set; }
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the person last showed that it is they, and by what beside the password.</summary>
    public DateTimeOffset ProvedAt { get; init; }
    public SecondFactorMethod Second { get; init; }

    /// <summary>It lacks what its role asks for, and is good for adding that alone.</summary>
    public bool OnlyEnrols { get; init; }

    /// <summary>The paired tablet it was opened on; its cookie alone opens nothing elsewhere.</summary>
    public Guid? TabletId { get; init; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    public string Ip { get; init; } = "";

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    public string UserAgent { get; init; } = "";
}
