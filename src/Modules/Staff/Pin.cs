using Restpy.Kernel;
using Restpy.Staff.Pins;

namespace Restpy.Staff;

/// <summary>
/// Six digits by which a member of a restaurant is known on a tablet that hands share. Good nowhere else, and only
/// beside something.
/// </summary>
internal sealed class Pin : ITenantOwned, IVersioned
{
    private Pin() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid MemberId { get; private init; }

    /// <summary>
    /// Keyed with the installation's own key first and slowly hashed then: a million PINs are tried in no time by who
    /// has the key, and by nobody without.
    /// </summary>
    [Secret]
    public string Hash { get; private set; } = "";
    public DateTimeOffset SetAt { get; private set; }

    /// <summary>Set by a colleague on the person's page, and not by its owner: two people may know it.</summary>
    public bool Given { get; private set; }

    public static Pin Of(Guid memberId) => new() { Id = Kernel.Id.New(), MemberId = memberId };

    public void Set(string hash, bool given, DateTimeOffset now) => (Hash, Given, SetAt) = (hash, given, now);
}
