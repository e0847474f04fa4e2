using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Staff.Tablets;

/// <summary>A device of one branch: paired by somebody, with a name and a screen, until somebody ends it.</summary>
internal sealed class Tablet : IBranchOwned, IVersioned
{
    /// <summary>As long as browsers keep a cookie.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(400);

    private Tablet() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid BranchId { get; private init; }
    public string Name { get; private init; } = "";
    public TabletScreen Screen { get; private init; }
    public Guid MadeBy { get; private init; }
    public string MadeByName { get; private init; } = "";
    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>Null while its code waits to be typed.</summary>
    public DateTimeOffset? PairedAt { get; private set; }
    public string UserAgent { get; private set; } = "";
    public DateTimeOffset? EndedAt { get; private set; }

    public static Tablet Make(Guid branchId, string name, TabletScreen screen, Actor by, DateTimeOffset now) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, Name = name, Screen = screen, MadeBy = by.PersonId ?? Guid.Empty, MadeByName = by.Name, MadeAt = now };

    public void Pair(string userAgent, DateTimeOffset now) => (PairedAt, UserAgent) = (now, userAgent);

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>What opens a tablet: a code for ten minutes, and the cookie it was exchanged for from then on. Both are stored as hashes.</summary>
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
    public DateTimeOffset LastSeenAt { get; set; }
    public string Ip { get; set; } = "";
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public bool Holds(DateTimeOffset now) => EndedAt is null && now < EndsAt;
}
