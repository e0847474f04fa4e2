using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Staff.Tablets;

namespace Restpy.Staff;

/// <summary>
/// What opens a tablet: a code for ten minutes, and the cookie it was exchanged for from then on. Both are stored as
/// hashes.
/// </summary>
[SharedByAllRestaurants("Found by the code or the cookie before the scope is known.")]
[NotAudited("Written with the tablet, which is audited; being seen is a heartbeat.")]
internal sealed class TabletKey
{
    [Secret]
    public string Id { get; init; } = "";
    public bool IsCode { get; init; }
    public Guid RestaurantId { get; init; }
    public string RestaurantName { get; init; } = "";
    public Guid BranchId { get; init; }
    public string BranchName { get; init; } = "";
    public Guid TabletId { get; init; }
    public string Name { get; init; } = "";
    public TabletScreen Screen { get; init; }
    public string Language { get; init; } = "en";

    /// <summary>Of a code; the tablet takes it over.</summary>
    public Guid? MadeBy { get; init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.UntilUnused)]
    public string? MadeByName { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    public string Ip { get; set; } = "";

    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public bool Holds(DateTimeOffset now) => EndedAt is null && now < EndsAt;
}
